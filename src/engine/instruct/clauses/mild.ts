import { isSilent, type Token } from '../token.ts';

/** 「别太吵」: of a thing named in the same breath it is an order to make it less so; beside an order it only says how, and adds nothing. */
export const mild = (tokens: Token[]): Token[] =>
  tokens.map((token, i) => {
    const isNo = token.kind === 'neg' && isTooMuch(next(tokens, i));
    const no = tokens.findLastIndex((other, k) => k < i && !isSilent(other));
    const isMild = isTooMuch(token) && tokens[no]?.kind === 'neg' && !isOrder(tokens.slice(0, no));
    return isNo || isMild ? { ...token, kind: 'fill', value: '' } : token;
  });

const next = (tokens: Token[], at: number): Token | undefined => tokens.slice(at + 1).find((token) => !isSilent(token));
const isTooMuch = (token: Token | undefined): boolean => token?.kind === 'verb' && /^(?:太|too )/i.test(token.raw);

/** Whether what is too much stands alone, or beside a thing that nothing else is done to. */
function isOrder(before: Token[]): boolean {
  const breath = before.slice(before.findLastIndex(({ kind }) => kind === 'stop' || kind === 'conj') + 1);
  const isNamed = breath.some(({ kind }) => kind === 'thing');
  return !breath.some(({ kind }) => kind === 'verb') && (isNamed || before.length === 0);
}
