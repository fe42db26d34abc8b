type Stretch = { startMs: number; endMs: number };
export type TimedLine = Stretch & { text: string };

/** A place where one line may end and the next begin: ms of speech (pauses left out), and what a cut there costs. */
type Candidate = { at: number; cost: number };

/** A cut inside a stretch of speech is possible, and dear. */
const INSIDE_COST = 0.35;
const LONGEST_GRID = 600;

/** How long a line takes to say, in Chinese syllables. */
function weightOf(line: string): number {
  const weight = (c: string) => (/\p{Script=Han}/u.test(c) ? 1 : /[a-z0-9]/i.test(c) ? 0.28 : /[，。,.!?；;！？]/.test(c) ? 0.4 : 0);
  return [...line].reduce((sum, c) => sum + weight(c), 0.3);
}

/**
 * Times lines to stretches of speech without hearing words: the cuts that give each line the time its length needs, preferring pauses
 * (dynamic programming over the cuts). Every line gets a time; more lines than speech can hold share it out evenly.
 */
export function alignLines(lines: string[], speech: Stretch[]): TimedLine[] {
  const total = speech.reduce((sum, part) => sum + part.endMs - part.startMs, 0);
  if (lines.length === 0 || total <= 0) return [];
  const candidates = candidatesOf(speech, total);
  const cuts = candidates.length > lines.length ? bestCuts(lines, candidates, total) : undefined;
  const ends = cuts ?? lines.map((_, i) => (total * (i + 1)) / lines.length);
  return lines.map((text, i) => {
    const startMs = Math.round(onClock(speech, ends[i - 1] ?? 0, false));
    return { text, startMs, endMs: Math.max(startMs + 1, Math.round(onClock(speech, ends[i] ?? total, true))) };
  });
}

/** Pauses, cheaper the longer they are, and a grid inside the speech; kept small so that an hour costs no more than a minute. */
function candidatesOf(speech: Stretch[], total: number): Candidate[] {
  const candidates: Candidate[] = [{ at: 0, cost: 0 }];
  let said = 0;
  speech.forEach((part, i) => {
    const next = speech[i + 1];
    said += part.endMs - part.startMs;
    if (next) candidates.push({ at: said, cost: -Math.min(1, ((next.startMs - part.endMs) * 3) / 1_000) });
  });
  const step = Math.max(100, total / LONGEST_GRID);
  for (let at = step; at < total - 1; at += step) candidates.push({ at, cost: INSIDE_COST });
  candidates.push({ at: total, cost: 0 });
  return candidates.sort((a, b) => a.at - b.at);
}

function bestCuts(lines: string[], candidates: Candidate[], total: number): number[] | undefined {
  const weights = lines.map(weightOf);
  const rate = total / weights.reduce((sum, weight) => sum + weight, 0);
  const width = candidates.length;
  const back: Int32Array[] = [];
  let row = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  row[0] = 0;
  weights.forEach((weight, n) => {
    const next = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    const from = new Int32Array(width).fill(-1);
    const isLast = n === weights.length - 1;
    for (let i = 0; i < width; i++) reachFrom(i, { row, next, from, candidates, expected: weight * rate, isLast });
    back.push(from);
    row = next;
  });
  if (!Number.isFinite(row[width - 1] ?? Number.POSITIVE_INFINITY)) return undefined;
  const cuts: number[] = [];
  for (let n = weights.length - 1, j = width - 1; n >= 0; n--) {
    cuts.unshift(candidates[j]?.at ?? total);
    j = back[n]?.[j] ?? 0;
  }
  return cuts;
}

type Reach = { row: Float64Array; next: Float64Array; from: Int32Array; candidates: Candidate[]; expected: number; isLast: boolean };

/** Lines that take less than a fifth or more than six times what they need are not tried. */
function reachFrom(i: number, { row, next, from, candidates, expected, isLast }: Reach): void {
  const cost = row[i] ?? Number.POSITIVE_INFINITY;
  const start = candidates[i];
  if (!Number.isFinite(cost) || !start) return;
  for (let j = i + 1; j < candidates.length; j++) {
    const end = candidates[j];
    if (!end) break;
    const length = end.at - start.at;
    if (length < expected / 6 || length < 50) continue;
    if (length > expected * 6 && !isLast) break;
    const misfit = Math.log(length / expected);
    const sum = cost + misfit * misfit * 2 + (isLast ? 0 : end.cost);
    if (sum < (next[j] ?? Number.POSITIVE_INFINITY)) {
      next[j] = sum;
      from[j] = i;
    }
  }
}

/** Ms of speech → ms of the timeline. At a pause, an end is before it and a start after. */
function onClock(speech: Stretch[], said: number, isEnd: boolean): number {
  let before = 0;
  for (const part of speech) {
    const length = part.endMs - part.startMs;
    if (said < before + length - 1e-6 || (isEnd && said <= before + length + 1e-6)) return part.startMs + (said - before);
    before += length;
  }
  return speech.at(-1)?.endMs ?? 0;
}
