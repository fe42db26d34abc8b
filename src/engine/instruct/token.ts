import type { TokenKind } from './lexicon/row.ts';

/** A word of the instruction with what it means. `start` and `end` are indexes into the text; `n` and `m` are its numbers (ms for times). */
export type Token = { kind: TokenKind; value: string; n?: number; m?: number; start: number; end: number; raw: string };

/** One thing asked for: a stretch of the instruction and its tokens. */
export type Clause = { tokens: Token[]; text: string };

export const has = (clause: Clause, kind: TokenKind, ...values: string[]): boolean =>
  clause.tokens.some((token) => token.kind === kind && (values.length === 0 || values.includes(token.value)));

export const find = (clause: Clause, kind: TokenKind, ...values: string[]): Token | undefined =>
  clause.tokens.find((token) => token.kind === kind && (values.length === 0 || values.includes(token.value)));

/** `no title`, `不要字幕`: a no right before a thing. `别动标题` and `don't touch it` only leave it alone. */
export function isUnwanted(clause: Clause): boolean {
  const at = clause.tokens.findIndex((token) => token.kind === 'neg');
  const next = clause.tokens.slice(at + 1).find((token) => !['space', 'fill', 'all', 'this'].includes(token.kind));
  return at !== -1 && (next === undefined || next.kind === 'thing') && !has(clause, 'verb', 'add');
}

/** Whether only a little is asked for. */
export const isLittle = (clause: Clause): boolean =>
  has(clause, 'bit') || /一点|一些|点$|点儿|a bit|a little|slightly/i.test(clause.text.trim());

export const all = (clause: Clause, kind: TokenKind): Token[] => clause.tokens.filter((token) => token.kind === kind);

/** Words that carry no meaning of their own. */
export const isSilent = (token: Token): boolean => token.kind === 'space' || token.kind === 'fill';

/** Whether a word names one of these things. */
export const isThing =
  (...values: string[]) =>
  ({ kind, value }: Token): boolean =>
    kind === 'thing' && values.includes(value);

/** Whether a word asks for one of these things to be done. */
export const isVerb =
  (...values: string[]) =>
  ({ kind, value }: Token): boolean =>
    kind === 'verb' && values.includes(value);
