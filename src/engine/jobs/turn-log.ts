import { EventEmitter } from 'node:events';

/** Silence on a stream after which a comment is sent, ms. Source: ours; proxies cut a quiet stream after 30 to 60 s. */
const HEARTBEAT_MS = 10_000;

/** What a turn has said so far. The turn goes on whether anybody reads or not; a reader sees it from its beginning. */
export type TurnLog = {
  push: (lines: string[]) => void;
  end: () => void;
  /** Ends with the turn, or quietly with the signal. */
  read: (signal: AbortSignal) => AsyncGenerator<string>;
};

export function createTurnLog(): TurnLog {
  const lines: string[] = [];
  const news = new EventEmitter().setMaxListeners(0);
  let hasEnded = false;
  return {
    push(more) {
      lines.push(...more);
      news.emit('more');
    },
    end() {
      hasEnded = true;
      news.emit('more');
    },
    async *read(signal) {
      // The headers and the first byte leave at once, so the caller knows that its message has arrived.
      yield ': received\n\n';
      let next = 0;
      while (!signal.aborted) {
        const line = lines[next];
        if (line !== undefined) {
          next += 1;
          yield line;
        } else if (hasEnded) return;
        else if (!(await hasNews(news, signal))) yield ': heartbeat\n\n';
      }
    },
  };
}

/** For a message that was finished before: nothing more is said. */
export function createEndedLog(): TurnLog {
  const log = createTurnLog();
  log.end();
  return log;
}

/** False after a spell without news. */
function hasNews(news: EventEmitter, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isNews: boolean): void => {
      clearTimeout(timer);
      news.removeListener('more', heard);
      signal.removeEventListener('abort', heard);
      resolve(isNews);
    };
    const heard = (): void => settle(true);
    const timer = setTimeout(() => settle(false), HEARTBEAT_MS);
    news.once('more', heard);
    signal.addEventListener('abort', heard, { once: true });
  });
}
