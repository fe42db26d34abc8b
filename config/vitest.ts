import { defineConfig } from 'vitest/config';

/** Extensions in the order Taro's weapp build takes them: `./stream` is `stream.weapp.ts` in tests of the app, unless a test asks otherwise. */
const extensions = ['.weapp.ts', '.mjs', '.js', '.ts', '.tsx', '.json'];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: { extensions },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/journeys/**', 'test/bench/**', 'node_modules/**'],
    globalSetup: ['test/support/setup.ts'],
    /** Two cores: more workers only make ffmpeg slower. */
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
    reporters: process.env.CI ? ['default'] : ['default'],
  },
});
