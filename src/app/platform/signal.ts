/** What an `AbortSignal` is for; WeChat has none. */
export type Signal = {
  readonly aborted: boolean;
  /** Calls `listener` once, at once when already aborted. Returns how to stop listening. */
  onAbort(listener: () => void): () => void;
};

export type Abort = { signal: Signal; abort(): void };

export function createAbort(): Abort {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    signal: {
      get aborted() {
        return aborted;
      },
      onAbort(listener) {
        if (aborted) listener();
        else listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    abort() {
      if (aborted) return;
      aborted = true;
      for (const listener of [...listeners]) listener();
      listeners.clear();
    },
  };
}

/** Waits, unless aborted first: then it is over at once. */
export function wait(durationMs: number, signal?: Signal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(finish, durationMs);
    const stop = signal?.onAbort(finish);
    function finish(): void {
      clearTimeout(timer);
      stop?.();
      resolve();
    }
  });
}
