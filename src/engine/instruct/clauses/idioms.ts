import { isSilent } from '../token.ts';
import { englishIdioms } from './english-idioms.ts';
import { as, next, type PartReader, rest } from './idiom.ts';

/** `I want to cut`, `please to remove`: only joins its verb. */
const infinitive: PartReader = (token, { before, tokens }) => {
  const last = before.findLast((other) => !isSilent(other));
  return token.kind === 'to' && /^to$/i.test(token.raw) && next(tokens, token)?.kind === 'verb' && last?.kind !== 'verb'
    ? as(token, 'fill')
    : undefined;
};

const PARTED = /^(?:cut|take|chop|snip|trim|edit|get|crop)$/i;
const AWAY = /^(?:out|off|away)$/i;

/** `cut the part between 5 and 10 seconds out`: the verb and its other half. */
const parted: PartReader = (token, { tokens }) => {
  if (!PARTED.test(token.raw)) return undefined;
  const list = rest(tokens, token).filter((other) => !isSilent(other));
  const away = list.findIndex(({ raw }) => AWAY.test(raw));
  const object = list.slice(0, Math.max(0, away));
  const isObject = object.some(({ kind }) => ['time', 'range', 'nth', 'thing', 'clip-name', 'this', 'half'].includes(kind));
  const isPlain = object.every(({ kind }) => kind !== 'verb' && kind !== 'to') && !['from', 'of'].includes(list[away + 1]?.raw ?? '');
  return isObject && isPlain ? as(token, 'verb', 'delete') : undefined;
};

/** `could that go please`: gone, where nothing says where to. */
const goes: PartReader = (token, { before, tokens }) => {
  if (!/^(?:go|goes)$/i.test(token.raw)) return undefined;
  const isAsked = before.some(({ raw }) => /^(?:can|could|should|must|has|have|needs?|shall|may|can you|could you)$/i.test(raw));
  const isEnd = rest(tokens, token).every((other) => isSilent(other) || other.kind === 'all');
  return isAsked && isEnd && before.some(({ kind }) => kind !== 'unknown' && kind !== 'space') ? as(token, 'verb', 'delete') : undefined;
};

/** 「删了8」: the figure stands for the particle that sounds like it. */
const slang: PartReader = (token, { before, tokens }) => {
  const last = before.at(-1);
  const isEnd = rest(tokens, token).every(isSilent);
  return token.kind === 'number' && token.raw === '8' && last?.kind === 'verb' && last.value === 'delete' && isEnd
    ? as(token, 'fill')
    : undefined;
};

/** 「砍到 10 秒」: what is cut down to a length stays. */
const downTo: PartReader = (token, { tokens }) => {
  if (token.kind !== 'verb' || token.value !== 'delete' || !/^[砍删掐]$/.test(token.raw)) return undefined;
  const [to, time] = rest(tokens, token).filter((other) => !isSilent(other));
  return to?.kind === 'to' && time?.kind === 'time' ? as(token, 'verb', 'trim') : undefined;
};

/** 「从头开始留」: the beginning, where something is done from there on. */
const fromTheTop: PartReader = (token, { tokens }) => {
  const verb = next(tokens, token);
  const isCut = verb?.kind === 'verb' && ['keep', 'trim', 'delete'].includes(verb.value);
  return token.value === 'reset' && /^从头/.test(token.raw) && isCut ? as(token, 'place', 'start') : undefined;
};

/** `two clips are missing, no?`: asks for a nod. */
const nod: PartReader = (token, { before, tokens }) => {
  const behind = tokens[tokens.indexOf(token) + 1];
  return token.kind === 'neg' && /^no$/i.test(token.raw) && behind?.kind === 'stop' && /[?？]/.test(behind.raw) && before.length > 0
    ? as(token, 'fill')
    : undefined;
};

/** `keep my voice clear`: how it is kept. */
const clearly: PartReader = (token, { before }) =>
  /^clear$/i.test(token.raw) && before.some(({ kind, value }) => kind === 'verb' && value === 'keep') ? as(token, 'fill') : undefined;

/** 「10 秒那儿停 2 秒」: the picture stands still so long. */
const stands: PartReader = (token, { before, tokens }) =>
  /^停顿?$/.test(token.raw) && before.some(({ kind }) => kind === 'time') && next(tokens, token)?.kind === 'time'
    ? as(token, 'verb', 'freeze')
    : undefined;

/** 「就要这一段」: it stays, and nothing else. */
const wanted: PartReader = (token, { before, tokens }) => {
  const isOnly = /^(?:就|光|单|单单|只)$/.test(before.at(-1)?.raw ?? '');
  const object = next(tokens, token)?.kind ?? 'stop';
  return token.raw === '要' && isOnly && ['this', 'nth', 'range', 'time', 'half', 'clip-name'].includes(object)
    ? as(token, 'verb', 'keep')
    : undefined;
};

/** 「第二句整个删掉」: all of it. */
const wholly: PartReader = (token, { tokens }) =>
  token.raw === '整个' && next(tokens, token)?.kind === 'verb' ? as(token, 'fill') : undefined;

/** 「字要大」: a size of one character. */
const large: PartReader = (token, { before }) => {
  const isWanted =
    /^(?:要|得|够)$/.test(before.at(-1)?.raw ?? '') && before.some(({ kind, value }) => kind === 'thing' && value === 'font');
  return isWanted && /^[大小]$/.test(token.raw) ? as(token, 'verb', token.raw === '大' ? 'bigger' : 'smaller') : undefined;
};

/** 「写“早安”打三秒钟」: how long words stay. */
const standing: PartReader = (token, { before, tokens }) => {
  const isBehind = before.some(({ kind }) => kind === 'quote') && next(tokens, token)?.kind === 'time';
  return isBehind && /^[打放挂摆]$/.test(token.raw) ? as(token, 'verb', 'last') : undefined;
};

/** 「剪成三段」: into so many parts, not to a length. */
const intoParts: PartReader = (token, { tokens }) => {
  const count = next(tokens, token);
  const isParts = count?.kind === 'count' && count.value === 'clip' && (count.n ?? 0) > 1 && /[段份个]$|parts|clips/.test(count.raw);
  return isParts && /^(?:剪成|切成|裁成|截成|cut into|split into)$/i.test(token.raw) ? as(token, 'verb', 'split') : undefined;
};

/** 「第一个 10 秒」: the first so many seconds. */
const firstSeconds: PartReader = (token, { tokens }) => {
  const isEdge = token.kind === 'nth' && (token.n === 1 || token.n === -1) && /个$/.test(token.raw);
  return isEdge && next(tokens, token)?.kind === 'time' ? as(token, token.n === 1 ? 'head' : 'tail') : undefined;
};

/** 「最后再加个“完”」: at the end; `then` only joins. */
const atLast: PartReader = (token, { before }) =>
  token.kind === 'conj' && token.raw === '再' && before.at(-1)?.raw === '最后' && before.at(-1)?.kind === 'place'
    ? as(token, 'fill')
    : undefined;

/** 「字幕背景去掉」: the box behind the words. */
const behindWords: PartReader = (token, { before }) =>
  token.kind === 'unknown' &&
  token.raw === '背景' &&
  before.some(({ kind, value }) => kind === 'thing' && ['caption', 'title', 'font'].includes(value))
    ? as(token, 'style', 'box')
    : undefined;

export const idioms: PartReader[] = [
  ...englishIdioms,
  behindWords,
  atLast,
  intoParts,
  firstSeconds,
  standing,
  wholly,
  large,
  wanted,
  stands,
  infinitive,
  parted,
  goes,
  slang,
  downTo,
  fromTheTop,
  nod,
  clearly,
];
