import { firstOf } from '../first-of.ts';
import { all, type Clause, find, has, isSilent, type Token } from '../token.ts';

export type Range = { fromMs: number; toMs: number };

/** What a time is measured against: the length of the film or of one segment, and whether the range is to go or to stay. */
type Measure = { time: Token; n: number; lengthMs: number; isDelete: boolean };
type Reader = (clause: Clause, measure: Measure) => Range[] | undefined;

export const isHead = (clause: Clause): boolean => has(clause, 'head') || has(clause, 'place', 'start');
export const isTail = (clause: Clause): boolean => has(clause, 'tail') || has(clause, 'place', 'end');
export const hasTime = (clause: Clause): boolean => has(clause, 'time') || has(clause, 'range') || has(clause, 'half');

/** A delete that says neither what nor when: 「请删去」, 「都不要」. */
export const isBareDelete = (clause: Clause): boolean =>
  has(clause, 'verb', 'delete') &&
  clause.tokens.every((token) => isSilent(token) || token.kind === 'this' || token.kind === 'all' || token.value === 'delete');

/** 「第31秒到第33秒我在擦黑板，请删去」: a stretch of time without an order, right before a delete that names nothing. */
export function isStretchToDelete(clause: Clause, clauses: Clause[]): boolean {
  const next = clauses[clauses.indexOf(clause) + 1];
  // `the first 4 seconds are just me walking off`: what is said of a stretch is no order for it.
  const isTold = /\b(?:is|are|was|were|has|shows?|where|when)\b/i.test(clause.text) && !has(clause, 'neg') && !has(clause, 'quote');
  const isOrder = !isTold && (['verb', 'only', 'except', 'quote', 'neg'] as const).some((kind) => has(clause, kind));
  return hasTime(clause) && !isOrder && next !== undefined && isBareDelete(next);
}

const head = (n: number): Range => ({ fromMs: 0, toMs: n });
const tail = (n: number, lengthMs: number): Range => ({ fromMs: Math.max(0, lengthMs - n), toMs: lengthMs });
const after = (n: number, lengthMs: number): Range => ({ fromMs: n, toMs: lengthMs });

/** The range of the film (or of one segment, `lengthMs` long) that the times of a clause describe; none when they do not say which. */
export function rangeMeant(clause: Clause, lengthMs: number, isDelete = false): Range[] {
  const ranges = all(clause, 'range').map(({ n = 0, m = 0 }) => ({ fromMs: n, toMs: m }));
  if (ranges.length > 0) return [...ranges, ...(isDelete ? endsMeant(clause, lengthMs) : [])];
  const part = find(clause, 'half');
  const isSpeed = has(clause, 'time') && (/speed|速/i.test(clause.text) || has(clause, 'verb', 'faster', 'slower', 'louder', 'quieter'));
  if (part && !isSpeed) return partMeant(clause, Math.round(lengthMs * (part.n ?? 0.5)), { lengthMs, isDelete });
  const time = find(clause, 'time');
  if (time?.n === undefined) return [];
  return firstOf(readers, clause, { time, n: time.n, lengthMs, isDelete }) ?? (isDelete ? [] : [head(time.n)]);
}

/** `后半段`, `the first third`; a part that goes must say at which end. */
function partMeant(clause: Clause, n: number, { lengthMs, isDelete }: { lengthMs: number; isDelete: boolean }): Range[] {
  if (isTail(clause) || /后半|下半|second half|latter half/i.test(clause.text)) return [tail(n, lengthMs)];
  const isSaid = isHead(clause) || find(clause, 'half')?.n === undefined;
  return isSaid || !isDelete ? [head(n)] : [];
}

/** `20秒后面的`, `从第20秒往后`: what stands right behind the time says on which side of it. */
const beside: Reader = (clause, { time, n, lengthMs }) => {
  const [side, then] = clause.tokens.filter((token) => token.start >= time.end && !isSilent(token));
  const next = then?.kind === 'time' ? '' : (side?.raw ?? '');
  const isStart =
    /^(?:开始|起)$/.test(next) &&
    all(clause, 'time').length === 1 &&
    clause.tokens.some(({ kind, raw }) => kind === 'to' || (kind === 'verb' && raw.endsWith('到')));
  if (isStart || /^(往后|往后都|后面|以后|之后|后边|后)$/.test(next)) return [after(n, lengthMs)];
  return /^(往前|前面|以前|之前|前边)$/.test(next) ? [head(n)] : undefined;
};

const isEdge = ({ kind, value }: Token): boolean =>
  kind === 'head' || kind === 'tail' || (kind === 'place' && (value === 'start' || value === 'end'));

/** `前面三秒和后面五秒`: each time with the end of the film that is named before it. */
const bothEnds: Reader = (clause, { lengthMs }) => {
  if (has(clause, 'from')) return undefined;
  const ends = endsMeant(clause, lengthMs);
  return ends.length > 1 ? ends : undefined;
};

const endsMeant = (clause: Clause, lengthMs: number): Range[] => {
  const offset = clause.tokens[0]?.start ?? 0;
  return all(clause, 'time').flatMap(({ n = 0, start, end }) => {
    const behind = clause.tokens.find((token) => token.start >= end && isEdge(token));
    const isBehind = behind && /^\s*(off|from|at) (the )?$/i.test(clause.text.slice(end - offset, behind.start - offset));
    const edge = isBehind ? behind : clause.tokens.findLast((token) => token.start < start && isEdge(token));
    if (!edge) return [];
    return [edge.kind === 'tail' || edge.value === 'end' ? tail(n, lengthMs) : head(n)];
  });
};

/** `start at 0:04 and end at 0:19`. */
const startAndEnd: Reader = (clause, { n }) => {
  const second = all(clause, 'time')[1]?.n;
  const isBoth = /\b(?:start|begin)\w*(?: it)? (?:at|from)\b.*\bend\w*(?: it)? (?:at|by)\b/i.test(clause.text);
  return isBoth && second !== undefined ? [{ fromMs: n, toMs: second }] : undefined;
};

/** `掐头去尾各2秒`, `开头和结尾各去掉 2 秒`. */
const sameAtBothEnds: Reader = (clause, { n, lengthMs, isDelete }) => {
  const isBoth = /掐头去尾/.test(clause.text) || (isDelete && isTail(clause) && isHead(clause) && !has(clause, 'from'));
  return isBoth ? [head(n), tail(n, lengthMs)] : undefined;
};

/** `从 5 秒到 10 秒`, `5 秒剪到 10 秒`, `从 5 秒开始 10 秒`. */
const fromTo: Reader = (clause, { time, n }) => {
  const second = all(clause, 'time')[1];
  if (second?.n === undefined || second.n <= n) return undefined;
  const between = clause.tokens.filter((token) => token.start > time.start && token.end <= second.start);
  if (between.some((token) => token.kind === 'to' || /(到|至|to)$/i.test(token.raw.trim())) && second.n > n)
    return [{ fromMs: n, toMs: second.n }];
  return has(clause, 'from') ? [{ fromMs: n, toMs: n + second.n }] : undefined;
};

/** `从第 5 秒开始`. In `从开头到第 5 秒` the start of the film stands before the time. */
const fromHere: Reader = (clause, { time, n, lengthMs }) => {
  const from = find(clause, 'from');
  if (!from || from.start > time.start) return undefined;
  const isFromStart = clause.tokens.some(
    (token) => token.kind === 'place' && token.value === 'start' && token.start > from.start && token.end <= time.start,
  );
  return isFromStart ? undefined : [after(n, lengthMs)];
};

const toTheEnd: Reader = (clause, { time, n, lengthMs }) => {
  const to = clause.tokens.find((token) => token.kind === 'to' && token.start > time.start);
  return to && has(clause, 'place', 'end') ? [after(n, lengthMs)] : undefined;
};

const oneSide: Reader = (clause, { n, lengthMs }) => {
  if (has(clause, 'after')) return [after(n, lengthMs)];
  return has(clause, 'before') ? [head(n)] : undefined;
};

const middle: Reader = (clause, { n, lengthMs }) =>
  has(clause, 'place', 'middle')
    ? [{ fromMs: Math.max(0, Math.round((lengthMs - n) / 2)), toMs: Math.min(lengthMs, Math.round((lengthMs + n) / 2)) }]
    : undefined;

const oneEnd: Reader = (clause, { n, lengthMs }) => {
  if (isTail(clause)) return [tail(n, lengthMs)];
  return isHead(clause) ? [head(n)] : undefined;
};

/** `删掉第 5 秒`: that second. */
const thatSecond: Reader = (_, { time, n, isDelete }) => (time.value === 'at' && isDelete ? [{ fromMs: n, toMs: n + 1_000 }] : undefined);

const readers: Reader[] = [beside, startAndEnd, bothEnds, fromTo, fromHere, toTheEnd, oneSide, middle, sameAtBothEnds, oneEnd, thatSecond];
