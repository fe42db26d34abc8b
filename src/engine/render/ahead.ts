import type { RunOptions } from '../ffmpeg/execute.ts';
import { orAborted } from './abreast.ts';

/** A preparation under way. */
export type Ahead = {
  /** Of the draft and the output it prepares. */
  key: string;
  /** Ends with it, whatever came of it: a draft that cannot be rendered says so when it is rendered. */
  done: Promise<void>;
  stop: () => void;
  /** Somebody waits now: it steps forward and says how far it is. It goes on when the signal ends the waiting; that rejects. */
  wait: (onProgress: (share: number) => void, signal: AbortSignal) => Promise<void>;
};

/** Starts work that nobody waits for yet. */
export function startAhead(key: string, work: (options: RunOptions) => Promise<void>): Ahead {
  const [stopping, hurrying] = [new AbortController(), new AbortController()];
  let share = 0;
  let listen: (share: number) => void = () => undefined;
  const onProgress = (next: number): void => {
    share = next;
    listen(next);
  };
  const done = work({ signal: stopping.signal, priority: 'background', hurry: hurrying.signal, onProgress }).catch(() => undefined);
  return {
    key,
    done,
    stop: () => stopping.abort(),
    async wait(report, signal) {
      signal.throwIfAborted();
      hurrying.abort();
      report(share);
      listen = report;
      await orAborted(done, signal).finally(() => {
        listen = () => undefined;
      });
    },
  };
}
