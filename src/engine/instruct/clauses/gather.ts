import type { TokenKind } from '../lexicon/row.ts';
import { isSilent, isThing, isVerb, type Token } from '../token.ts';
import { goOn } from './continued.ts';
import { hasVerb } from './split.ts';

/** A stretch that only describes belongs to the order before it, and one that only names to the order after it. */
export function gather(clauses: Token[][]): Token[][] {
  let orders: Token[][] = [];
  withReasons(clauses).forEach((tokens, i, list) => {
    const more = goOn(orders, tokens);
    const next = list[i + 1];
    const ahead = more || !next ? undefined : namedAhead(tokens, next);
    if (ahead) list[i + 1] = ahead;
    else orders = more ?? orders.concat([tokens]);
  });
  return orders;
}

/** The order behind a stretch with what the stretch names for it; `undefined` when it names nothing. */
function namedAhead(tokens: Token[], next: Token[]): Token[] | undefined {
  if (isBlamed(tokens) && isAimless(next)) return [...tokens.filter(({ kind }) => kind !== 'verb'), ...next];
  const isNameless = !next.some(({ kind }) => ['thing', 'nth', 'quote', 'neg'].includes(kind));
  const isNaming = names(tokens) && !isApart(tokens, next) && hasVerb(next) && (isNameless || isWhenOf(tokens, next));
  return isNaming ? [...tokens, ...next] : undefined;
}

/** `in the end of the video, write “…”`: when words shall be shown, said before them. */
const isWhenOf = (tokens: Token[], next: Token[]): boolean =>
  next.some(({ kind }) => kind === 'quote') &&
  next.some(isVerb('add')) &&
  !next.some(({ kind }) => ['thing', 'nth', 'neg', 'time', 'range', 'place'].includes(kind)) &&
  tokens.every(({ kind, value }) => !['nth', 'clip-name', 'this', 'odd', 'half'].includes(kind) && (kind !== 'thing' || value === 'video'));

/** 「第二段不行 有点拉 删了」: what is said of a thing before the order stays with its name. */
function withReasons(clauses: Token[][]): Token[][] {
  const list: Token[][] = [];
  for (const tokens of clauses) {
    const before = list.at(-1);
    const isReason = tokens.every((token) => isSilent(token) || token.kind === 'unknown' || token.kind === 'thanks');
    const isNamed =
      before !== undefined &&
      (names(before) || isBlamed(before)) &&
      before.some(({ kind }) => ['nth', 'clip-name', 'range'].includes(kind));
    if (isReason && isNamed) list[list.length - 1] = [...before, ...tokens];
    else list.push(tokens);
  }
  return list;
}

/** 「第三段太暗了 删了吧」: what is wrong with a clip, before it is taken away. */
const isBlamed = (tokens: Token[]): boolean =>
  tokens.some(({ kind }) => kind === 'nth' || kind === 'clip-name') &&
  tokens.some(({ kind }) => kind === 'verb') &&
  tokens.every(
    (token) =>
      ['nth', 'clip-name', 'fill', 'space', 'unknown', 'thanks'].includes(token.kind) ||
      isThing('clip')(token) ||
      /^(?:太|too )/i.test(token.raw),
  );
/** An order that says what to do, but not to what: 「剪到 3 秒」, 「删了吧」. */
const isAimless = (tokens: Token[]): boolean => {
  const order = tokens.find(({ kind }) => kind === 'verb');
  return (
    order !== undefined &&
    aimless.has(order.value) &&
    tokens.every((token) => isSilent(token) || token === order || aimlessly.has(token.kind))
  );
};
const aimless = new Set([
  'delete',
  'trim',
  'mute',
  'faster',
  'slower',
  'brighter',
  'darker',
  'warmer',
  'cooler',
  'louder',
  'quieter',
  'shorter',
]);
const aimlessly = new Set<TokenKind>([
  'this',
  'to',
  'time',
  'times',
  'percent',
  'double',
  'half',
  'bit',
  'lot',
  'only',
  'head',
  'tail',
  'place',
  'thanks',
]);

/** `captions pls, then …`: asked for by itself, with a word between it and what comes next. */
function isApart(tokens: Token[], next: Token[]): boolean {
  const isAsked = tokens.some(({ raw }) => /^(?:please|pls|plz|谢谢)$/i.test(raw));
  return isAsked && (next[0]?.start ?? 0) - (tokens.at(-1)?.end ?? 0) > 2;
}

/** Kinds of words that say which, not what to do. */
const naming = new Set<TokenKind>([
  'thing',
  'nth',
  'this',
  'newest',
  'clip-name',
  'place',
  'all',
  'range',
  'time',
  'half',
  'odd',
  'and',
  'head',
  'tail',
  'bit',
  'after',
  'before',
  'except',
]);

function names(tokens: Token[]): boolean {
  // What is wrong with a thing is a reason, not an order: 「这里说错了，删掉」.
  const said = tokens.filter((token) => !isSilent(token) && token.kind !== 'unknown' && token.kind !== 'ask' && token.value !== 'correct');
  const isExcepted = said.some(({ kind }) => kind === 'except');
  const isSpan = said.some(({ kind }) => kind === 'from') && said.some(({ kind }) => kind === 'to');
  return (
    said.length > 0 &&
    said.every(({ kind }) => naming.has(kind) || (isExcepted && kind === 'count') || (isSpan && (kind === 'from' || kind === 'to')))
  );
}
