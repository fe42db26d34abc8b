import type { Clock } from '../clock.ts';

/** The wait of a call that was rate limited, before it is made once more. Given only where somebody is shown it. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Such waits, by the name of what is held up. */
export type Pauses = {
  of: (name: string) => Pause;
  /** Until the call is made once more, ms; `undefined` while nothing waits. */
  leftMs: (name: string) => number | undefined;
  /** Ends when the next wait of that name begins. */
  begun: (name: string, signal: AbortSignal) => Promise<void>;
};

export const pauseOfTurn = (turnId: string): string => `turn ${turnId}`;
export const pauseOfExport = (exportId: string): string => `export ${exportId}`;
export const pauseOfUpload = (uploadId: string): string => `upload ${uploadId}`;

export function createPauses(clock: Clock): Pauses {
  const ends = new Map<string, number>();
  const listeners = new Map<string, Set<() => void>>();
  return {
    of: (name) => async (ms, signal) => {
      const end = clock.elapsed() + ms;
      ends.set(name, end);
      for (const hear of listeners.get(name) ?? []) hear();
      try {
        await clock.wait(ms, signal);
      } finally {
        if (ends.get(name) === end) ends.delete(name);
      }
    },
    leftMs: (name) => {
      const end = ends.get(name);
      return end === undefined ? undefined : Math.max(0, Math.round(end - clock.elapsed()));
    },
    begun: async (name, signal) => {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard);
      let hear = () => {};
      await new Promise<void>((resolve) => {
        hear = resolve;
        heard.add(hear);
        signal.addEventListener('abort', hear);
      });
      heard.delete(hear);
      if (heard.size === 0) listeners.delete(name);
    },
  };
}
