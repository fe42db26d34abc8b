import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Journeys of a person in a real browser, against the real relay and engine, each file with its own of all three. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/journeys/**/*.test.ts'],
    globalSetup: ['test/support/setup.ts'],
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    testTimeout: 480_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 120_000 } },
    reporters: ['default', './config/failures.ts'],
  },
});
