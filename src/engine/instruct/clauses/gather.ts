import type { TokenKind } from '../lexicon/row.ts';
import { isSilent, type Token } from '../token.ts';
import { hasVerb } from './split.ts';

const attributes = new Set<TokenKind>(['colour', 'anim', 'style', 'place', 'time', 'mood', 'gender', 'tongue', 'count']);
const attributeVerbs = new Set(['last', 'fade-in', 'fade-out', 'fade', 'fade-any', 'animate']);

/** A stretch that only describes belongs to the order before it, and one that only names to the order after it. */
export function gather(clauses: Token[][]): Token[][] {
  const result: Token[][] = [];
  withReasons(clauses).forEach((tokens, i, list) => {
    const before = result.at(-1);
    const isAboutWords = before?.some(
      (token) => token.kind === 'quote' || (token.kind === 'thing' && ['title', 'caption', 'font', 'music'].includes(token.value)),
    );
    const isFade = tokens.some((token) => token.kind === 'verb' && token.value.startsWith('fade'));
    if (
      before &&
      describes(tokens, before) &&
      !isTooLong(before) &&
      (!isFade || isAboutWords) &&
      before.some((token) => token.kind === 'thing' || token.kind === 'verb')
    ) {
      result[result.length - 1] = [...before, ...tokens];
      return;
    }
    const more = before && continued(before, tokens);
    if (more) {
      result[result.length - 1] = more;
      return;
    }
    const next = list[i + 1];
    if (next && isBlamed(tokens) && isAimless(next)) {
      list[i + 1] = [...tokens.filter(({ kind }) => kind !== 'verb'), ...next];
      return;
    }
    if (
      next &&
      names(tokens) &&
      !isApart(tokens, next) &&
      hasVerb(next) &&
      (isWhenOf(tokens, next) || !next.some((token) => ['thing', 'nth', 'quote', 'neg'].includes(token.kind)))
    ) {
      list[i + 1] = [...tokens, ...next];
      return;
    }
    result.push(tokens);
  });
  return result;
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

const isThing =
  (...values: string[]) =>
  (token: Token): boolean =>
    token.kind === 'thing' && values.includes(token.value);
const isVerb =
  (...values: string[]) =>
  (token: Token): boolean =>
    token.kind === 'verb' && values.includes(token.value);

/** An order with what a stretch behind it goes on to say: which pauses, until when, the lines of a title one by one. */
function continued(before: Token[], tokens: Token[]): Token[] | undefined {
  const said = tokens.filter((token) => !isSilent(token) && token.kind !== 'unknown');
  const isOnly = (...kinds: TokenKind[]) => said.length > 0 && said.every(({ kind }) => kinds.includes(kind));
  const more = scoped(before, said);
  if (more) return [...before, ...more];
  const isOfPauses = before.some(isThing('silence')) && isOnly('time', 'only', 'bit', 'after', 'this');
  const isOfWords = before.some(isThing('title', 'caption', 'cue')) || before.some(({ kind, value }) => kind === 'nth' && value === 'cue');
  const isEnd = ({ raw }: Token) => /^(?:结束|消失)$/.test(raw);
  const isStaying = said
    .filter((token) => !isVerb('last')(token) && !isEnd(token))
    .every(({ kind, value }) => kind === 'to' || kind === 'time' || value === 'whole');
  const isEnding = before.some(isVerb('longer', 'last')) || [...before, ...tokens].some(isEnd);
  const isUntil = isOfWords && isEnding && isStaying && said.some(({ kind }) => kind === 'time');
  const isTimed = before.some(({ kind }) => kind === 'time' || kind === 'range' || kind === 'half');
  // 「开头那下去掉 大概前 2 秒」, 「切成两段 在第 10 秒」: the time of an order that named none.
  const isWhen =
    !isTimed &&
    before.some(isVerb('delete', 'split', 'freeze')) &&
    isOnly('time', 'range', 'head', 'tail', 'place', 'bit') &&
    said.some(({ kind }) => kind === 'time' || kind === 'range');
  // 「慢动作 只要第 5 到第 8 秒」: where the order holds.
  const isWhere =
    !isTimed &&
    before.some(isVerb('slower', 'faster', 'mute', 'reverse')) &&
    said.some(({ kind }) => kind === 'range') &&
    isOnly('verb', 'range', 'only') &&
    said.every((token) => token.kind !== 'verb' || token.value === 'keep');
  const isHowMuch = before.some(isVerb('slower', 'faster')) && !before.some(({ kind }) => kind === 'times') && isOnly('times', 'double');
  if (isHowMuch) return [...before, ...tokens];
  if (isWhen || isWhere) return [...before, ...tokens.filter(({ kind }) => kind !== 'verb' && kind !== 'only')];
  if (isOfPauses || isUntil || (isOfWords && isTiming(tokens)) || (isShownWords(before) && isTiming(tokens)))
    return [...before, ...tokens.filter(({ kind }) => kind !== 'only')];
  const isOfLines = before.some(isThing('font', 'title')) && before.some(({ kind, value }) => kind === 'count' && value === 'cue');
  const isLine = tokens.some(({ kind, value }) => kind === 'nth' && value === 'cue') && tokens.some(({ kind }) => kind === 'quote');
  return isOfLines && isLine ? [...before, ...tokens.filter(({ kind }) => kind !== 'nth' && kind !== 'verb')] : undefined;
}

const isShownWords = (before: Token[]): boolean => before.some(({ kind }) => kind === 'quote') && before.some(isVerb('add', 'change'));

/** 「第 2 秒出来」, 「过 5 秒消失」, `duration 5 s from 0`: only when words come and go. */
const isTiming = (tokens: Token[]): boolean => {
  const said = tokens.filter((token) => !isSilent(token));
  const isWord = ({ kind, raw, value }: Token) =>
    ['time', 'range', 'to', 'from', 'after', 'only'].includes(kind) ||
    COMING.test(raw) ||
    value === 'last' ||
    value === 'length' ||
    raw === '过';
  return (
    said.length > 1 &&
    said.some(({ kind }) => kind === 'time' || kind === 'range') &&
    said.every(isWord) &&
    said.some(({ raw, value }) => COMING.test(raw) || /^duration$/i.test(raw) || value === 'last')
  );
};
const COMING = /^(?:出来|出现|消失|结束|不见|开始|进来|隐藏|没了|就?消失|就没了|appears?|disappears?|ends?|gone|starts?)$/i;

/** Orders that are about a stretch of the film, which may be named behind them. */
const spanned = ['delete', 'trim', 'mute', 'slower', 'faster', 'reverse', 'split', 'freeze'];
const spans = new Set<TokenKind>(['time', 'range', 'half']);
const spanning = new Set<TokenKind>([...spans, 'place', 'head', 'tail', 'from', 'to', 'before', 'after', 'bit', 'this', 'and']);
const figures = new Set<TokenKind>(['times', 'percent', 'double', 'number', 'count', 'to', 'bit']);
/** What an order of that kind is about already, so that a time behind it is of something else. */
const aimed = new Set<TokenKind>(['nth', 'clip-name', 'quote', 'count']);
const aimedThings = new Set(['silence', 'filler', 'caption', 'title', 'music', 'logo', 'transition', 'font', 'photo', 'cue']);

/** 「开头那下去掉 大概前 2 秒」, 「放慢 0.5 倍 只要 5 到 8 秒」, `faster, 2 times`: where or by how much the order before is meant. */
function scoped(before: Token[], said: Token[]): Token[] | undefined {
  if (said.length === 0 || !before.some(isVerb(...spanned)) || before.some(isVerb('add', 'undo'))) return undefined;
  const isPaced = before.some(isVerb('faster', 'slower'));
  const isSpanned = before.some(({ kind }) => spans.has(kind));
  const isAimed = before.some(({ kind, value }) => aimed.has(kind) || (kind === 'thing' && aimedThings.has(value)));
  const isOnlyThere = isPaced && said.some(({ kind }) => kind === 'range');
  const words = isOnlyThere ? said.filter(({ kind, value }) => kind !== 'only' && value !== 'keep') : said;
  const isSpan = words.every(({ kind }) => spanning.has(kind)) && words.some(({ kind }) => spans.has(kind));
  if (isSpan && !isSpanned && !isAimed) return words;
  const isFigure = said.every(({ kind, value }) => figures.has(kind) && (kind !== 'count' || value === 'time'));
  const hasFigure = before.some(({ kind }) => kind === 'times' || kind === 'percent' || kind === 'double');
  return isPaced && !hasFigure && isFigure && said.some(({ kind }) => kind !== 'to' && kind !== 'bit') ? said : undefined;
}

/** 「一分钟太长 要十五秒」: what is too long is followed by what it shall be. */
const isTooLong = (before: Token[]): boolean =>
  before.some(({ kind }) => kind === 'time') && before.some(({ kind, raw }) => kind === 'verb' && /^(?:太长|too long)/i.test(raw));

/** `captions pls, then …`: asked for by itself, with a word between it and what comes next. */
function isApart(tokens: Token[], next: Token[]): boolean {
  const isAsked = tokens.some(({ raw }) => /^(?:please|pls|plz|谢谢)$/i.test(raw));
  return isAsked && (next[0]?.start ?? 0) - (tokens.at(-1)?.end ?? 0) > 2;
}

const sizes = new Set(['bigger', 'smaller']);

function describes(tokens: Token[], before: Token[]): boolean {
  const isQuoted = before.some((token) => token.kind === 'quote');
  const isPlaced = tokens.some((token) => token.kind === 'place');
  const isOfMany = before.some((token) => token.kind === 'thing' && token.value === 'transition');
  const words = tokens.filter((token) => !isSilent(token) && token.kind !== 'bit' && token.kind !== 'and');
  const said = words.filter((token) => token.kind !== 'unknown');
  return (
    said.length > 0 &&
    said.every(
      (token) =>
        attributes.has(token.kind) ||
        (token.kind === 'verb' &&
          (attributeVerbs.has(token.value) || (isQuoted && (sizes.has(token.value) || (isPlaced && token.value === 'move'))))) ||
        (isQuoted && (token.kind === 'head' || token.kind === 'tail')) ||
        (isOfMany ? token.kind === 'all' : isThing('length')(token)),
    ) &&
    words.length - said.length <= 1
  );
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
]);

function names(tokens: Token[]): boolean {
  // What is wrong with a thing is a reason, not an order: 「这里说错了，删掉」.
  const said = tokens.filter((token) => !isSilent(token) && token.kind !== 'unknown' && token.kind !== 'ask' && token.value !== 'correct');
  const isSpan = said.some(({ kind }) => kind === 'from') && said.some(({ kind }) => kind === 'to');
  return said.length > 0 && said.every(({ kind }) => naming.has(kind) || (isSpan && (kind === 'from' || kind === 'to')));
}
