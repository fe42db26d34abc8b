import type { Clock } from '../../src/relay/clock.ts';

export type TestClock = Clock & {
  /** Time goes by: what waited for it goes on. */
  advance: (ms: number) => Promise<void>;
  /** Somebody sets the time of day. */
  jump: (ms: number) => void;
};

const turnOfLoop = () => new Promise((resolve) => setImmediate(resolve));

export function createTestClock(): TestClock {
  let elapsed = 0;
  let day = Date.UTC(2026, 10, 22);
  const waiting = new Set<{ at: number; end: () => void }>();
  return {
    now: () => day + elapsed,
    elapsed: () => elapsed,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const waiter = { at: elapsed + ms, end: resolve };
        waiting.add(waiter);
        signal?.addEventListener('abort', () => (waiting.delete(waiter) ? reject(signal.reason) : undefined), { once: true });
      }),
    advance: async (ms) => {
      await turnOfLoop();
      elapsed += ms;
      for (const waiter of [...waiting]) {
        if (waiter.at > elapsed) continue;
        waiting.delete(waiter);
        waiter.end();
      }
      await turnOfLoop();
    },
    jump: (ms) => {
      day += ms;
    },
  };
}
