type Task<Result> = (signal: AbortSignal) => Promise<Result>;

/** Runs tasks in their order, a few at once, and gives what came of each. The first that fails stops the others, and they have ended then. */
export async function runAbreast<Result>(
  tasks: Task<Result>[],
  { atOnce, signal }: { atOnce: number; signal: AbortSignal },
): Promise<Result[]> {
  const failing = new AbortController();
  const both = AbortSignal.any([signal, failing.signal]);
  const results = new Map<number, Result>();
  const waiting = [...tasks.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !failing.signal.aborted; next = waiting.shift()) {
      const [index, task] = next;
      try {
        results.set(index, await task(both));
      } catch (cause) {
        failing.abort(cause);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, tasks.length) }, work));
  if (failing.signal.aborted) throw failing.signal.reason;
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

/** Runs something beside what will need it; what fails stops the other. Gives what came of the second. */
export async function runBeside<Needed, Result>(
  signal: AbortSignal,
  first: Task<Needed>,
  second: (signal: AbortSignal, needed: Promise<Needed>) => Promise<Result>,
): Promise<Result> {
  let give: (needed: Needed) => void = () => undefined;
  const needed = new Promise<Needed>((resolve) => {
    give = resolve;
  });
  let result: { value: Result } | undefined;
  const tasks: Task<void>[] = [
    async (both) => give(await first(both)),
    async (both) => {
      const waiting = orAborted(needed, both);
      // The second may end, or fail, before it asks.
      waiting.catch(() => undefined);
      result = { value: await second(both, waiting) };
    },
  ];
  await runAbreast(tasks, { atOnce: 2, signal });
  if (!result) throw new Error('the second ended without a result');
  return result.value;
}

/** Waits for a promise, or rejects with the signal's reason; what makes the promise goes on. */
export async function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let give: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    give = () => reject(signal.reason);
  });
  signal.addEventListener('abort', give, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', give));
}
