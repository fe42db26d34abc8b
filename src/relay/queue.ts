/** Jobs of one key run one after another, of different keys side by side. */
export type Queue = {
  /** Ends as the job does. A job that fails does not stop the ones behind it. */
  run: <Result>(key: string, job: () => Promise<Result>) => Promise<Result>;
  /** Jobs of the key that run or wait. */
  length: (key: string) => number;
  /** Ends when nothing runs. */
  drained: () => Promise<void>;
};

export function createQueue(): Queue {
  const last = new Map<string, Promise<unknown>>();
  const lengths = new Map<string, number>();
  const length = (key: string) => lengths.get(key) ?? 0;
  const leave = (key: string) => {
    if (length(key) > 1) return void lengths.set(key, length(key) - 1);
    lengths.delete(key);
    last.delete(key);
  };
  return {
    length,
    run: (key, job) => {
      lengths.set(key, length(key) + 1);
      const running = (last.get(key) ?? Promise.resolve()).then(job).finally(() => leave(key));
      last.set(
        key,
        running.catch(() => {}),
      );
      return running;
    },
    drained: async () => {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
