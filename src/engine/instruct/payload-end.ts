import { describing, prepositions } from './payload-words.ts';
import type { Token } from './token.ts';

/** Up to the next stop, a joining word, or a space or `and` that an order follows. */
export function endOf(tokens: Token[], from: number): number {
  for (let i = from + 1; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    if (token.kind === 'stop' && token.value !== '!' && token.value !== '！' && token.value !== '?' && token.value !== '？') return i;
    if (token.kind === 'conj' && token.raw.trim().length > 1) return i;
    if ((token.kind === 'space' || token.kind === 'and') && isOrder(tokens, i + 1, token.kind === 'and')) return i;
    if (token.kind === 'space' && isOtherTongue(tokens, from, i)) return i;
  }
  return tokens.length;
}

/** Words in letters end where Chinese ones with an order in them begin: 「Neon Nights 位置别动」. */
function isOtherTongue(tokens: Token[], from: number, space: number): boolean {
  const isHan = (list: Token[]) => list.some(({ raw }) => /\p{Script=Han}/u.test(raw));
  const rest = tokens.slice(space + 1);
  const stop = rest.findIndex(({ kind }) => kind === 'stop');
  const next = stop === -1 ? rest : rest.slice(0, stop);
  const isChinese = /^\p{Script=Han}/u.test(next[0]?.raw ?? '');
  return isChinese && !isHan(tokens.slice(from, space)) && next.some(({ kind }) => kind === 'verb' || kind === 'neg');
}

/** Whether an order begins here: a verb, or a place and then a verb; in letters, only after `and`. */
function isOrder(tokens: Token[], at: number, isAnd: boolean): boolean {
  const rest = tokens.slice(at).filter((token) => token.kind !== 'space' && token.kind !== 'fill');
  const first = rest[0];
  if (!first || (!isAnd && /^[a-z]/i.test(first.raw))) return false;
  if (first.kind === 'neg' || (first.kind === 'thing' && first.value === 'font')) return true;
  if (first.kind === 'verb') return true;
  if (first.kind === 'nth' && ['clip', 'cue', ''].includes(first.value) && rest[1]?.kind === 'verb') return true;
  return (first.kind === 'place' || first.kind === 'thing') && rest[1]?.kind === 'verb';
}

/** Cuts a tail that only describes: `… at the start for 3 seconds`, `… 在开头 红色`. */
export function withoutAttributes(tokens: Token[], from: number, to: number): number {
  for (let i = from + 1; i < to; i++) {
    const token = tokens[i];
    if (!token) break;
    const next = tokens[i + 1];
    const opens =
      prepositions.test(token.raw) ||
      (token.kind === 'space' &&
        next !== undefined &&
        (/^\p{Script=Han}/u.test(next.raw) || prepositions.test(next.raw) || next.kind === 'time' || next.kind === 'colour'));
    const isShown = token.kind === 'verb' && ['add', 'last', 'move'].includes(token.value) && followed(tokens, i)?.kind === 'time';
    if ((opens || isShown) && tokens.slice(i, to).every((rest) => describing.has(rest.kind))) return i;
  }
  return to;
}

const followed = (tokens: Token[], at: number): Token | undefined =>
  tokens.slice(at + 1).find(({ kind }) => kind !== 'space' && kind !== 'fill');

/** What is to be read aloud goes to the end of the message after a colon, else to the end of the clause. */
export function spokenAfter(tokens: Token[], at: number): { from: number; to: number } | undefined {
  let from = at;
  let isMarked = false;
  while (from < tokens.length && ['space', 'fill', 'mark', 'gender', 'bit', 'this', 'thing', 'count'].includes(tokens[from]?.kind ?? '')) {
    isMarked ||= tokens[from]?.kind === 'mark';
    from += 1;
  }
  const first = tokens[from];
  if (!first || first.kind === 'quote') return undefined;
  if (isMarked) return { from, to: beforeVoice(tokens, from) };
  if (describing.has(first.kind)) return undefined;
  return { from, to: endOf(tokens, from) };
}

/** A voice named behind the words is no part of them: 「念：你好，女声」. */
function beforeVoice(tokens: Token[], from: number): number {
  const last = tokens.findLastIndex(({ kind }) => kind !== 'space' && kind !== 'stop');
  const stop = tokens.findLastIndex(({ kind }, i) => kind === 'stop' && i < last);
  const isVoice =
    stop > from &&
    tokens.slice(stop + 1).every(({ kind }) => ['gender', 'space', 'stop', 'fill', 'verb'].includes(kind)) &&
    tokens[last]?.kind === 'gender';
  return isVoice ? stop : tokens.length;
}
