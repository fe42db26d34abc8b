import { edits, type Frame, nothing } from '../scene.ts';
import { type Clause, find, has, isSilent, type Token } from '../token.ts';

/** Orders that a no in front of them takes back; adding and muting have frames that know more. */
const forbiddable = new Set(['delete', 'trim', 'faster', 'slower', 'split', 'reverse', 'loop', 'freeze', 'rotate', 'mirror', 'zoom']);

/** 「停顿先别剪」, `don't cut it`: an order not to. What is there already of what is not wanted goes. */
export const forbidFrame: Frame = (clause, scene) => {
  if (isNotAdded(clause)) return nothing;
  const verb = forbidden(clause);
  if (!verb) return undefined;
  const isPaced = scene.film.some(({ speed = 1 }) => speed !== 1);
  if ((verb.value === 'faster' || verb.value === 'slower') && isPaced) return edits({ type: 'set_speed', speed: 1 });
  if (verb.value === 'reverse' && scene.film.some(({ reverse }) => reverse)) return edits({ type: 'reverse' });
  return nothing;
};

/** 「第 2、3 段之间不加」: nothing is to come there; what is there stays. */
const isNotAdded = (clause: Clause): boolean =>
  !has(clause, 'thing') &&
  clause.tokens.some(({ kind, raw }) => kind === 'verb' && /^(?:不|别|不要|不用|甭)加$/.test(raw)) &&
  has(clause, 'nth');

/** The verb right behind a no, where it is the only order of the clause. */
function forbidden(clause: Clause): Token | undefined {
  const no = find(clause, 'neg');
  if (!no || has(clause, 'thing', 'head-cut', 'subject') || has(clause, 'quote')) return undefined;
  const next = clause.tokens.find((token) => token.start >= no.end && !isSilent(token) && token.kind !== 'all' && token.kind !== 'this');
  const isOnly = clause.tokens.every((token) => token.kind !== 'verb' || token === next);
  return isOnly && next?.kind === 'verb' && forbiddable.has(next.value) ? next : undefined;
}

/** Said of what is left as it is. */
const AS_IT_IS =
  /不变|别动|不动|不用动|不用管|别管|照旧|原样|保持|正常|原速|原来的?样子|没问题|挺好|可以了|as (?:they|it) (?:are|is|was|were)|stays?\b|\bleave\b|\bkeep\b|unchanged|\bfine\b|\bnormal\b|native|untouched|the same|alone/i;

/** 「10 到 20 秒正常」: a stretch of which nothing is asked. */
const isAsItWas = (clause: Clause): boolean =>
  (has(clause, 'range') || has(clause, 'time')) &&
  !clause.tokens.some(({ kind }) => kind === 'verb' || kind === 'thing') &&
  /(?:正常|原速|不变|照常|normal|as is)(?:速度|speed|播放)?\s*$/i.test(clause.text);

/** 「其余保持原速」, `the other two are fine as they are`: what an order leaves out stays as it is. */
export const restFrame: Frame = (clause, scene) => {
  const isRest = has(clause, 'other') || (has(clause, 'place', 'start', 'end') && /正常|原速|不变|normal|unchanged/i.test(clause.text));
  const isOrder = clause.tokens.some(({ kind, value }) => kind === 'verb' && value !== 'keep');
  const isMeasured = has(clause, 'time') || has(clause, 'range') || has(clause, 'mood') || has(clause, 'colour');
  const isBeside = scene.clauses.length > 1;
  if (isBeside && isAsItWas(clause)) return nothing;
  return isRest && isBeside && !isOrder && !isMeasured && AS_IT_IS.test(clause.text) ? nothing : undefined;
};
