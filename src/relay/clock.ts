import { setTimeout as sleep } from 'node:timers/promises';

/** Time, as something that a test can hold in its hand. */
export type Clock = {
  now: () => number;
  /** ms since some moment of this process: goes on evenly when the time of day is set anew. */
  elapsed: () => number;
  /** Ends early, with the signal's reason, when the signal does. */
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  wait: async (ms, signal) => {
    await sleep(ms, undefined, { signal, ref: false });
  },
};
