import { isSilent, type Token } from '../token.ts';

/** A word, the ones before it with their parts given, and all there are. */
export type Place = { before: Token[]; tokens: Token[] };
export type PartReader = (token: Token, place: Place) => Token | undefined;

export const as = (token: Token, kind: Token['kind'], value = ''): Token => ({ ...token, kind, value });

export const next = (tokens: Token[], token: Token): Token | undefined =>
  tokens.slice(tokens.indexOf(token) + 1).find((other) => !isSilent(other));

/** The words behind a token in the same breath. */
export function rest(tokens: Token[], token: Token): Token[] {
  const list = tokens.slice(tokens.indexOf(token) + 1);
  const stop = list.findIndex(({ kind }) => kind === 'stop' || kind === 'conj');
  return stop === -1 ? list : list.slice(0, stop);
}
