import type { TokenKind } from '../lexicon/row.ts';
import { isSilent, isThing, isVerb, type Token } from '../token.ts';

const attributes = new Set<TokenKind>(['colour', 'anim', 'style', 'place', 'time', 'mood', 'gender', 'tongue', 'count']);
const attributeVerbs = new Set(['last', 'fade-in', 'fade-out', 'fade', 'fade-any', 'animate']);

/** The orders before a stretch with what it goes on to say of one of them; `undefined` when it is an order of its own. */
export function goOn(orders: Token[][], tokens: Token[]): Token[][] | undefined {
  const before = orders.at(-1);
  if (!before) return undefined;
  const shown = isStay(tokens) ? orders.findLastIndex((order) => order.some(({ kind }) => kind === 'quote')) : -1;
  if (shown !== -1) return orders.with(shown, [...(orders[shown] ?? []), ...tokens]);
  const isExcepted =
    tokens.some(({ kind }) => kind === 'except') &&
    tokens.every((token) => isSilent(token) || ['except', 'nth', 'and', 'clip-name'].includes(token.kind));
  if (isExcepted && before.some(({ kind }) => kind === 'verb')) return orders.with(-1, [...before, ...tokens]);
  const more = isDescribed(before, tokens) ? [...before, ...tokens] : (worded(before, tokens) ?? continued(before, tokens));
  return more && orders.with(-1, more);
}

function isDescribed(before: Token[], tokens: Token[]): boolean {
  const isAboutWords = before.some((token) => token.kind === 'quote' || isThing('title', 'caption', 'font', 'music')(token));
  const isFade = tokens.some((token) => token.kind === 'verb' && token.value.startsWith('fade'));
  const isOrder = before.some((token) => token.kind === 'thing' || token.kind === 'verb');
  return isOrder && (!isFade || isAboutWords) && !isTooLong(before) && describes(tokens, before);
}

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

/** 「打几个字，就写…」: a title whose words come next. */
function worded(before: Token[], tokens: Token[]): Token[] | undefined {
  const isTitle = before.some(isVerb('add')) && before.some(isThing('title'));
  const isUnworded = before.every(
    (token) => isSilent(token) || isVerb('add')(token) || isThing('title')(token) || token.kind === 'place' || token.kind === 'unknown',
  );
  const isWords = tokens.some(({ kind }) => kind === 'quote') && tokens.some(isVerb('add'));
  return isTitle && isUnworded && isWords ? [...before, ...tokens.filter((token) => !isVerb('add')(token))] : undefined;
}

/** 「显示前 4 秒」: how long words stay that were given before. */
const isStay = (tokens: Token[]): boolean =>
  tokens.some(isVerb('last')) &&
  tokens.some(({ kind }) => kind === 'time') &&
  tokens.every(
    (token) => isSilent(token) || isVerb('last')(token) || ['time', 'head', 'tail', 'place', 'only', 'bit'].includes(token.kind),
  );

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

/** `in at 1 s, out at 5 s`: when words go; nothing is taken out. */
function leaving(before: Token[], said: Token[]): Token[] | undefined {
  const isOfWords = isShownWords(before) || before.some(isThing('title', 'caption'));
  const isWhen = said.some(({ kind }) => kind === 'range') && said.every(({ kind }) => ['range', 'from', 'to', 'only'].includes(kind));
  if (isShownWords(before) && isWhen && !before.some(({ kind }) => spans.has(kind))) return said;
  return isOfWords && said.length === 2 && /^out$/i.test(said[0]?.raw ?? '') && said[1]?.kind === 'time' ? said.slice(1) : undefined;
}

/** `black and white, just the last 10 seconds`, `mute it but only the first 5 s`: only there. */
function lookedAt(before: Token[], said: Token[]): Token[] | undefined {
  const isLook =
    before.some(({ kind }) => kind === 'look') ||
    before.some(isVerb('brighter', 'darker', 'warmer', 'cooler', 'saturate', 'contrast', 'mute', 'zoom'));
  const isElse = before.some(
    ({ kind, value }) => spans.has(kind) || aimed.has(kind) || (kind === 'verb' && ['delete', 'trim', 'keep'].includes(value)),
  );
  const isOnly = said.some(({ kind, value, raw }) => kind === 'only' || (value === 'keep' && /^(?:just|only|只)/i.test(raw)));
  const words = said.filter(({ kind, value }) => kind !== 'only' && value !== 'keep');
  const isSpan = words.every(({ kind }) => spanning.has(kind)) && words.some(({ kind }) => spans.has(kind));
  return isLook && !isElse && isOnly && isSpan ? words : undefined;
}

/** 「开头那下去掉 大概前 2 秒」, 「放慢 0.5 倍 只要 5 到 8 秒」, `faster, 2 times`: where or by how much the order before is meant. */
function scoped(before: Token[], said: Token[]): Token[] | undefined {
  const shown = lookedAt(before, said) ?? leaving(before, said);
  if (shown) return shown;
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
