import { normalise } from '../normalise.ts';
import { readBareNumber } from '../numbers.ts';
import { isSilent, type Token } from '../token.ts';

/** Figures and stretches said one after another: `swap 1 and 3`, 「1 3 5 这三张」, 「5 到 8 秒 还有 20 到 24 秒」. */
export const listed = (tokens: Token[]): Token[] =>
  tokens.map((token) => ofPair(token, tokens) ?? ofRow(token, tokens) ?? betweenTimes(token, tokens) ?? token);

const figureOf = ({ kind, n, raw }: Token): number | undefined =>
  kind === 'number' ? n : kind === 'unknown' ? readBareNumber(normalise(raw)) : undefined;

/** Two figures joined, beside a word for changing places or alone: they count clips. */
function ofPair(token: Token, tokens: Token[]): Token | undefined {
  const n = figureOf(token);
  const said = tokens.filter((other) => !isSilent(other));
  const at = said.indexOf(token);
  const side = said[at + 1]?.kind === 'and' ? 2 : said[at - 1]?.kind === 'and' ? -2 : undefined;
  const partner = side === undefined ? undefined : said[at + side];
  const isOfClips =
    said.length === 3 || said.some(({ kind, value, raw }) => kind === 'verb' && (value === 'swap' || /^[换调]|顺序|位置/.test(raw)));
  const isPair = partner !== undefined && figureOf(partner) !== undefined;
  return n !== undefined && isPair && isOfClips ? { ...token, kind: 'nth', value: 'clip', n } : undefined;
}

/** Bare figures in a row before what they count. */
function ofRow(token: Token, tokens: Token[]): Token | undefined {
  const n = figureOf(token);
  if (n === undefined) return undefined;
  const at = tokens.indexOf(token);
  const isOfRow = (other: Token) => isSilent(other) || other.kind === 'and' || figureOf(other) !== undefined;
  const from = tokens.findLastIndex((other, i) => i < at && !isOfRow(other)) + 1;
  const to = tokens.findIndex((other, i) => i > at && !isOfRow(other));
  const row = tokens.slice(from, to === -1 ? undefined : to).filter((other) => figureOf(other) !== undefined);
  const counted = tokens[to];
  const isCounted = counted?.kind === 'count' && counted.n === row.length && (counted.value === 'photo' || counted.value === 'clip');
  return isCounted && row.length > 1 ? { ...token, kind: 'nth', value: counted.value, n } : undefined;
}

/** A joining word between two stretches of time opens no order of its own. */
function betweenTimes(token: Token, tokens: Token[]): Token | undefined {
  if (token.kind !== 'conj') return undefined;
  const at = tokens.indexOf(token);
  const [before, after] = [
    tokens.slice(0, at).findLast((other) => !isSilent(other)),
    tokens.slice(at + 1).find((other) => !isSilent(other)),
  ];
  return before?.kind === 'range' && after?.kind === 'range' ? { ...token, kind: 'and', value: '' } : undefined;
}
