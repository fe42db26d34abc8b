/** Time of `work` on the machine that the limits of tests were set on, ms. */
const WORK_MS = 8;

/** Rounds before a limit counts as missed. */
const ROUNDS = 12;

/** A piece of work that is the same everywhere; ms that it took. It needs nothing from outside, so that a page can do it too. */
export function work(): number {
  const from = performance.now();
  let sum = 0;
  const words: string[] = [];
  for (let index = 0; index < 120_000; index += 1) {
    sum = (sum * 31 + index) % 1_000_003;
    if (index % 8 === 0) words.push(String(sum));
  }
  words.sort();
  JSON.parse(JSON.stringify(words));
  return performance.now() - from;
}

/** What something that waits for nothing takes, ms. */
export function timeOf(act: () => unknown): number {
  const from = performance.now();
  act();
  return performance.now() - from;
}

/**
 * The quickest of a few rounds, in ms of the machine that the limits were set on; given as soon as one is within its limit. Other programs
 * and a slow machine can only make a round slower: each is measured against the same piece of work right before and after it.
 */
export async function quickest(
  limitMs: number,
  measure: () => number | Promise<number>,
  doWork: () => number | Promise<number> = work,
): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS && best > limitMs; round += 1) {
    const before = await doWork();
    const tookMs = await measure();
    best = Math.min(best, tookMs / Math.max(1, before / WORK_MS, (await doWork()) / WORK_MS));
  }
  return best;
}
