import type { Words } from '../../edits/edit.ts';
import { textsOf } from '../../edits/tracks.ts';
import { firstOf } from '../first-of.ts';
import { edits, nothing, type Outcome, type Scene } from '../scene.ts';
import { type Clause, find, has } from '../token.ts';
import { comingAndGoing } from './title.ts';
import { pointsAt, quotedTexts } from './which-words.ts';

/** Earlier, later, at another moment, for longer. */
export function timed(clause: Clause, scene: Scene, words: Words): Outcome | undefined {
  const isThere = textsOf(scene.draft).some((text) => isOf(text, words));
  const isNew = has(clause, 'quote') && !(pointsAt(clause) && quotedTexts(clause, scene).length > 0);
  return isThere && !isNew ? firstOf([comingAndGoing, until, shifted, movedTo, longerBy, lasting], clause, words, scene) : undefined;
}

const shifted = (clause: Clause, words: Words, { clauses }: Scene): Outcome | undefined => {
  const moment = find(clause, 'time', 'at');
  const isTo = moment && clause.tokens.some(({ kind, end }) => kind === 'to' && end <= moment.start);
  if (isTo && /结束|消失|\bends?\b/i.test(clause.text)) return undefined;
  if (isTo && words !== 'captions' && has(clause, 'verb', 'earlier', 'later'))
    return edits({ type: 'time_text', words, at: moment.n ?? 0 });
  const time = find(clause, 'time')?.n;
  const isSaid = (pattern: RegExp) => time !== undefined && pattern.test(clause.text);
  const isEarlier = has(clause, 'verb', 'earlier') || isSaid(/[早前]\s*[\d零一二两三半]/);
  const isLater = has(clause, 'verb', 'later') || isSaid(/(?<!最)[晚后]\s*[\d零一二两三半]/);
  const isSaidAgain =
    time === undefined && clauses.some((other) => other !== clause && has(other, 'verb', 'earlier', 'later') && has(other, 'time'));
  if ((isEarlier || isLater) && isSaidAgain) return nothing;
  return isEarlier || isLater ? edits({ type: 'shift_text', words, byMs: (isEarlier ? -1 : 1) * (time ?? 500) }) : undefined;
};

const movedTo = (clause: Clause, words: Words): Outcome | undefined => {
  const moment = find(clause, 'time');
  const isAt = moment?.value === 'at' || (moment && /\bat $/i.test(clause.text.slice(0, moment.start - (clause.tokens[0]?.start ?? 0))));
  const isFrom = moment !== undefined && clause.tokens.some(({ kind, end }) => kind === 'from' && end <= moment.start);
  const isMoment = (isAt || isFrom) && /改到|出现|开始|放|移|挪|come|appear|start|show|begin/i.test(clause.text) && words !== 'captions';
  if (isMoment) return edits({ type: 'time_text', words, at: moment?.n ?? 0 });
  const isWhole =
    has(clause, 'place', 'whole') &&
    (has(clause, 'verb', 'change', 'last', 'keep', 'longer') || /在$/.test(clause.text.trim())) &&
    words !== 'captions';
  if (isWhole) return edits({ type: 'time_text', words, at: 'whole' });
  if (!has(clause, 'verb', 'move') && !(has(clause, 'verb', 'change') && has(clause, 'place', 'start', 'end'))) return undefined;
  const edge = (['start', 'end', 'whole'] as const).find((place) => has(clause, 'place', place));
  if (edge) return edits({ type: 'time_text', words, at: edge });
  const time = find(clause, 'time')?.n;
  if (time === undefined) return undefined;
  return edits(words === 'captions' ? { type: 'shift_text', words, byMs: time } : { type: 'time_text', words, at: time });
};

/** `标题留到第 5 秒`: until then, from where it begins. */
const until = (clause: Clause, words: Words, { draft }: Scene): Outcome | undefined => {
  const moment = find(clause, 'time', 'at');
  const isUntil = moment && clause.tokens.some((token) => token.kind === 'to' && token.end <= moment.start);
  const start = textsOf(draft).find((text) => isOf(text, words))?.s ?? 0;
  const isEnd = !has(clause, 'verb', 'earlier', 'later', 'move', 'change') || /结束|消失|\bends?\b/i.test(clause.text);
  if (!isUntil || !isEnd || words === 'captions' || (moment.n ?? 0) <= start) return undefined;
  return edits({ type: 'time_text', words, forMs: (moment.n ?? 0) - start });
};

const isOf = ({ id, role }: { id: string; role?: string }, words: Words): boolean =>
  Array.isArray(words) ? words.includes(id) : words === 'all' || role === (words === 'captions' ? 'caption' : 'title');

/** 「标题多停两秒」: so much longer than now; without a figure half as long again. */
const longerBy = (clause: Clause, words: Words, { draft }: Scene): Outcome | undefined => {
  const time = find(clause, 'time')?.n;
  const isMore = time === undefined || /[多再]|more|extra|another|by/i.test(clause.text);
  const now = textsOf(draft).find((text) => isOf(text, words))?.d ?? 0;
  if (words === 'captions' || !has(clause, 'verb', 'longer') || !isMore) return undefined;
  return edits({ type: 'time_text', words, forMs: now + (time ?? Math.round(now / 2)) });
};

const lasting = (clause: Clause, words: Words): Outcome | undefined => {
  const time = find(clause, 'time')?.n;
  const lasts = has(clause, 'verb', 'longer', 'shorter', 'change', 'trim', 'keep', 'last') || /show|stay|duration|时长/i.test(clause.text);
  return words !== 'captions' && lasts && time !== undefined ? edits({ type: 'time_text', words, forMs: time }) : undefined;
};
