import { setTimeout as sleep } from 'node:timers/promises';

/** Time, as something that a test can hold in its hand. */
export type Clock = {
  now: () => number;
  /** Ends early, with the signal's reason, when the signal does. */
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: async (ms, signal) => {
    await sleep(ms, undefined, { signal, ref: false });
  },
};
