import { availableParallelism } from 'node:os';
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
    /** Tests wait for processes and disks as much as they compute: two at once on any machine. More than four only make ffmpeg slower. */
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    /** Patience with a machine that is slow or busy. No test is about how long it takes, and a limit of its own would only be missed sooner. */
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 120_000 } },
    passWithNoTests: false,
    reporters: ['default', './config/failures.ts'],
  },
});
