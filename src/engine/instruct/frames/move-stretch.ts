import { edits, type Outcome, type Scene } from '../scene.ts';
import { type Clause, find, has, type Token } from '../token.ts';
import { rangeMeant } from './range.ts';

/** `move the last 5 seconds to the front`; `split at 12 s and put the second half first`: part of the film to one of its ends. */
export function moveStretch(clause: Clause, { draft, clauses }: Scene): Outcome | undefined {
  const target = aimOf(clause);
  if (!target) return undefined;
  const rest = clause.tokens.filter((token) => token !== target);
  const half = splitHalf(clause, clauses, draft.d);
  const [range, ...others] = half ? [half] : rangeMeant({ ...clause, tokens: rest }, draft.d);
  if (!range || others.length > 0 || range.fromMs >= range.toMs || range.toMs > draft.d) return undefined;
  const left = [
    { fromMs: 0, toMs: range.fromMs },
    { fromMs: range.toMs, toMs: draft.d },
  ].filter(({ fromMs, toMs }) => toMs > fromMs);
  const isFirst = target.kind === 'head' || target.value === 'start';
  return edits({ type: 'keep_ranges', ranges: isFirst ? [range, ...left] : [...left, range] });
}

/** The word that says where a stretch is moved to: behind it, at the end of the order. */
function aimOf(clause: Clause): Token | undefined {
  const isMove = has(clause, 'verb', 'move') || /\bput\b|放到|放在|挪/i.test(clause.text);
  const isOfClip = has(clause, 'nth') || has(clause, 'clip-name') || has(clause, 'count');
  if (!isMove || isOfClip) return undefined;
  const stretch = clause.tokens.findLast(({ kind }) => kind === 'time' || kind === 'range' || kind === 'half');
  const isEnd = ({ kind, value }: Token) => kind === 'head' || (kind === 'place' && (value === 'start' || value === 'end'));
  return stretch && clause.tokens.findLast((token) => isEnd(token) && token.start > stretch.start);
}

/** The half of a film that another order splits at a moment of its own. */
function splitHalf(clause: Clause, clauses: Clause[], lengthMs: number): { fromMs: number; toMs: number } | undefined {
  const atMs = clauses
    .filter((other) => other !== clause && has(other, 'verb', 'split'))
    .flatMap((other) => find(other, 'time')?.n ?? [])[0];
  if (atMs === undefined || !has(clause, 'half')) return undefined;
  return /second|latter|后|下/i.test(clause.text) ? { fromMs: atMs, toMs: lengthMs } : { fromMs: 0, toMs: atMs };
}
