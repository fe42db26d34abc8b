import type { Clock } from '../clock.ts';

/** Longer than this a phone does not wait: it asks again. */
const PATIENCE_MS = 20_000;

/**
 * What came of the work, or `undefined` where it takes too long or is `interrupted`: it goes on then, and its failure is told to whoever asks
 * next.
 */
export async function whileSomebodyWaits<Result>(
  clock: Clock,
  work: Promise<Result>,
  interrupted?: (signal: AbortSignal) => Promise<void>,
): Promise<Result | undefined> {
  const over = new AbortController();
  const late = clock.wait(PATIENCE_MS, over.signal).catch(() => {});
  work.catch(() => {});
  try {
    return await Promise.race([work, late.then(() => undefined), ...(interrupted ? [interrupted(over.signal).then(() => undefined)] : [])]);
  } finally {
    over.abort();
  }
}
