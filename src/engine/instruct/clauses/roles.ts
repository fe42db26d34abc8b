import { firstOf } from '../first-of.ts';
import { normalise } from '../normalise.ts';
import { readBareNumber } from '../numbers.ts';
import { isSilent, type Token } from '../token.ts';
import { as, next, type PartReader, type Place } from './idiom.ts';
import { idioms } from './idioms.ts';
import { listed } from './listed.ts';
import { mild } from './mild.ts';

/** Gives words the part they play beside their neighbours: `最后` after `先 … 再`, `with` before music, numbers that count clips. */
export const giveRoles = (tokens: Token[], text: string): Token[] =>
  joinWith(countOff(listed(mild(contrast(sequence(withoutHesitation(tokens, text), text))))));

/** 「嗯 那个 就是 …」: sounds made before speaking, as a microphone writes them down. */
const HESITATION =
  /^\s*(?:(?:嗯|呃|额|诶|哎|唔)+[，,、\s]*(?:那个|就是|然后|那什么)*[，,、\s]*|那个[，,\s]*就是[，,\s]*)(?=\S)(?!啊|那些|这些)/;

function withoutHesitation(tokens: Token[], text: string): Token[] {
  const end = HESITATION.exec(text)?.[0].length ?? 0;
  return tokens.map((token) => (token.end <= end ? as(token, 'fill') : token));
}

/** After `先 … 再 …` a `最后` is the last step, not the end of the film. */
function sequence(tokens: Token[], text: string): Token[] {
  if (!/先.*(再|然后|接着)/.test(text)) return tokens;
  return tokens.map((token, i) => {
    const before = tokens.slice(0, i).findLast((other) => other.kind !== 'space');
    return token.raw === '最后' && before?.kind === 'stop' ? { ...token, kind: 'conj', value: '' } : token;
  });
}

const when = new Set(['time', 'range', 'place', 'head', 'tail']);
const familyOf = ({ kind }: Token): string | undefined =>
  when.has(kind) ? 'when' : kind === 'colour' || kind === 'mood' ? kind : undefined;

/** `at 5 s, not at the beginning`: what something is not to be, said beside what it is to be, adds nothing. */
function contrast(tokens: Token[]): Token[] {
  const no = tokens.findIndex(({ kind }) => kind === 'neg');
  if (no === -1) return tokens;
  const stop = tokens.findIndex(({ kind }, i) => i > no && (kind === 'stop' || kind === 'conj'));
  const end = stop === -1 ? tokens.length : stop;
  return withoutFirst(tokens, no, end) ?? withoutLast(tokens, no, end);
}

/** 「别用白色，用粉色」. */
function withoutFirst(tokens: Token[], no: number, end: number): Token[] | undefined {
  const at = tokens.findIndex((token, i) => i > no && !isSilent(token));
  const family = tokens[at]?.kind;
  if ((family !== 'colour' && family !== 'mood') || at >= end) return undefined;
  const isOther = tokens
    .slice(at + 1)
    .some((token, i, rest) => token.kind === family && !rest.slice(0, i).some(({ kind }) => kind === 'neg'));
  return isOther ? [...tokens.slice(0, no), ...tokens.slice(at + 1)] : undefined;
}

function withoutLast(tokens: Token[], no: number, end: number): Token[] {
  if (!/^(?:not|不是|而不是|instead of|rather than)$/i.test(tokens[no]?.raw ?? '')) return tokens;
  const said = tokens.slice(no + 1, end).filter((token) => !isSilent(token));
  const families = new Set(said.map(familyOf));
  const [family] = families;
  const isPlain = said.length > 0 && families.size === 1 && family !== undefined;
  return isPlain && tokens.slice(0, no).some((token) => familyOf(token) === family)
    ? [...tokens.slice(0, no), ...tokens.slice(end)]
    : tokens;
}

/** `… with warm music` is an order of its own; any other `with` only describes. */
const joinWith = (tokens: Token[]): Token[] =>
  tokens.map((token, i) => {
    if (!/^(?:with|w\/)$/i.test(token.raw)) return token;
    // `with a nice song`: what the music is like stands before it.
    const [first, second] = tokens.slice(i + 1).filter((other) => !isSilent(other));
    const isPraised = second?.kind === 'thing' && second.value === 'music' && (first?.kind === 'thanks' || first?.kind === 'unknown');
    const next = isPraised ? second : first;
    const opens = next?.kind === 'mood' || (next?.kind === 'thing' && ['music', 'caption', 'transition'].includes(next.value));
    return opens ? { ...token, kind: 'conj', value: '' } : token;
  });

/** A refusal at the end is an order to delete: 「开头三秒不要」. */
export function endInNo(tokens: Token[]): Token[] {
  const last = tokens.findLastIndex((token) => !isSilent(token));
  const token = tokens[last];
  // 「前面的不用」 leaves it be.
  if (
    token?.kind !== 'neg' ||
    /^(?:不用|不必|甭|别|no)$/i.test(token.raw) ||
    tokens.some((other) => other.kind === 'verb' && other.value !== 'later' && other.value !== 'earlier')
  )
    return tokens;
  return tokens.with(last, { ...token, kind: 'verb', value: 'delete' });
}

/** `clip 2 and 3`, `第二和第三段`: numbers that count clips become ordinals, and ordinals without a noun take the next one's. */
function countOff(tokens: Token[]): Token[] {
  const result: Token[] = [];
  for (const token of tokens) result.push(asOrdinal(token, result) ?? asPart(token, { before: result, tokens }));
  return result;
}

/** A number behind a noun for clips, or in a list of ordinals. */
function asOrdinal(token: Token, result: Token[]): Token | undefined {
  const before = result.filter((other) => !isSilent(other));
  const last = before.at(-1);
  const isInList = last?.kind === 'and' || last?.kind === 'to';
  const head = isInList ? before.at(-2) : last;
  if (isInList && head?.kind === 'nth' && token.kind === 'count') return { ...token, kind: 'nth' };
  const n = token.kind === 'number' ? token.n : readBareNumber(normalise(token.raw));
  if (n === undefined || !['number', 'unknown', 'count'].includes(token.kind)) return undefined;
  if (isInList) return head?.kind === 'nth' ? { ...token, kind: 'nth', value: head.value, n } : undefined;
  if (token.kind === 'number' && isCutTarget(last, n)) return { ...token, kind: 'nth', value: 'clip', n };
  // `that clip number three`
  if (head?.kind === 'this' && /clip/i.test(head.raw)) return { ...token, kind: 'nth', value: 'clip', n };
  const isNamed = head?.kind === 'thing' && ['clip', 'photo', 'caption', 'cue', 'video'].includes(head.value);
  return isNamed ? { ...token, kind: 'nth', value: unitOf(head.value), n } : undefined;
}

/** 「删2」, 「留 1、3」: a small figure right behind the verb, without a unit. */
const isCutTarget = (verb: Token | undefined, n: number): boolean =>
  verb?.kind === 'verb' && /^(?:删掉?|删除|去掉|只?留|保留|delete|remove|keep)$/i.test(verb.raw) && Number.isInteger(n) && n > 0 && n <= 20;

/** `去字幕` deletes while `去` alone only goes; `上字幕` adds; `头三秒` is the beginning. */
const oneCharacter: PartReader = (token, { before, tokens }) => {
  const ahead = next(tokens, token)?.kind ?? 'stop';
  const isNamed = before.some(({ kind }) => kind === 'nth' || kind === 'clip-name');
  if (token.raw === '去' && ahead === 'place' && isNamed) return as(token, 'verb', 'move');
  if (token.raw === '头' && ['time', 'count'].includes(ahead)) return as(token, 'head');
  if (token.raw === '头' && tokens[tokens.indexOf(token) + 1]?.value === 'end') return as(token, 'place', 'start');
  if (token.raw === '去' && ['thing', 'time', 'head', 'tail', 'place'].includes(ahead)) return as(token, 'verb', 'delete');
  const isBehind =
    token.raw === '去' &&
    ['stop', 'conj'].includes(ahead) &&
    before.some(({ kind }) => kind === 'thing') &&
    !before.some(({ kind }) => kind === 'verb');
  if (isBehind) return as(token, 'verb', 'delete');
  return (token.raw === '上' || token.raw === '带') && ahead === 'thing' ? as(token, 'verb', 'add') : undefined;
};

/** `put them back`: the verb is in the last word. */
const putBack: PartReader = (token, { before }) =>
  /^back$/i.test(token.raw) && before.some(({ raw }) => /^(?:put|bring|get|add|i want)$/i.test(raw))
    ? as(token, 'verb', 'restore')
    : undefined;

const ordinal: PartReader = (token, { tokens }) => {
  const isEdge = token.kind === 'head' || token.kind === 'tail';
  const only = isEdge ? onlyOne(tokens[tokens.indexOf(token) + 2]) : undefined;
  return only && { ...as(token, 'nth', only), n: token.kind === 'head' ? 1 : -1 };
};

const figured: PartReader = (token, { before, tokens }) => {
  // 「删了8」: a figure that sounds like 吧.
  if (token.raw === '8' && /了$/.test(before.at(-1)?.raw ?? '') && next(tokens, token) === undefined) return as(token, 'fill');
  const last = before.findLast((other) => !isSilent(other));
  const isMoment = token.kind === 'number' && ['from', 'after', 'before'].includes(last?.kind ?? '') && /[a-z]/i.test(last?.raw ?? '');
  const isCutting = before.some(({ kind, value }) => kind === 'verb' && (value === 'trim' || value === 'delete'));
  const isEnd =
    (last?.kind === 'head' || last?.kind === 'tail' || last?.value === 'end' || last?.value === 'start') &&
    next(tokens, token)?.kind !== 'thing';
  if (token.kind === 'number' && isCutting && isEnd && unitAhead(tokens, token) === undefined)
    return { ...as(token, 'time'), n: (token.n ?? 0) * 1_000 };
  if (isMoment) return { ...as(token, 'time', 'at'), n: (token.n ?? 0) * 1_000 };
  const unit = token.kind === 'number' ? unitAhead(tokens, token) : undefined;
  return unit === undefined ? undefined : { ...as(token, 'time'), n: (token.n ?? 0) * unit };
};

/** `a 30-second cut` is a thing, and 「没声音的空白」 only says which gaps. */
const describing: PartReader = (token, { before, tokens }) => {
  const isSilentGap = token.value === 'mute' && isThing(next(tokens, token), 'silence');
  const isCut = token.kind === 'verb' && token.raw.toLowerCase() === 'cut';
  const isNoun = isCut && before.findLast((other) => !isSilent(other))?.kind === 'time';
  return isSilentGap || isNoun ? as(token, 'fill') : undefined;
};

/** 「刚删的那个标题」: what was done to a thing only says which. */
const relative: PartReader = (token, { tokens }) => {
  const [of, which] = tokens.slice(tokens.indexOf(token) + 1);
  const isOfThing = which?.kind === 'this' || which?.kind === 'thing';
  return token.value === 'delete' && of?.raw === '的' && isOfThing ? as(token, 'fill') : undefined;
};

/** 「第三个重复了」: what is wrong with it, not an order to do it. */
const wrong: PartReader = (token, { tokens }) =>
  token.raw === '重复' && tokens.slice(tokens.indexOf(token) + 1, tokens.indexOf(token) + 3).some(({ raw }) => raw === '了' || raw === '的')
    ? as(token, 'verb', 'correct')
    : undefined;

/** 「把“嗯”“啊”都剪了」: sounds between words, not words for the screen. */
const hummed: PartReader = (token, { tokens }) => {
  const isHummed = token.kind === 'quote' && /^(?:嗯+|啊+|呃+|额+|那个|就是|um+|uh+|er+|like)$/i.test(token.value);
  const isCut = tokens.some(({ kind, value }) => kind === 'verb' && (value === 'delete' || value === 'trim'));
  return isHummed && isCut ? as(token, 'thing', 'filler') : undefined;
};

/** A sound made while thinking, at the beginning of what comes next. */
const thinking: PartReader = (token, { before, tokens }) => {
  const isFirst = before.length === 0 || before.at(-1)?.kind === 'stop';
  const isCut = tokens.some(({ kind, value }) => kind === 'verb' && (value === 'delete' || value === 'trim'));
  return isFirst && !isCut && /^[嗯呃额]+$/.test(token.raw) ? as(token, 'fill') : undefined;
};

/** 「不加字不加音乐」: a no of one character before an order. */
const bareNo: PartReader = (token, { tokens }) => {
  const after = next(tokens, token);
  return token.raw === '不' &&
    after?.kind === 'verb' &&
    ['add', 'delete', 'trim', 'faster', 'slower', 'reverse', 'rotate'].includes(after.value)
    ? as(token, 'neg')
    : undefined;
};

/** `take my voice out`: the verb is in two parts. */
const takenOut: PartReader = (token, { tokens }) => {
  if (!/^(?:take|leave)$/i.test(token.raw)) return undefined;
  const rest = tokens.slice(tokens.indexOf(token) + 1);
  const stop = rest.findIndex(({ kind }) => kind === 'stop' || kind === 'conj');
  const isOut = (stop === -1 ? rest : rest.slice(0, stop)).some(({ raw }) => /^(?:out|off|away)$/i.test(raw));
  return isOut ? as(token, 'verb', 'delete') : undefined;
};

/** 「我说的话都不要」: what is heard, where it is to go. */
const spokenWords: PartReader = (token, { tokens }) => {
  const after = tokens.slice(tokens.indexOf(token) + 1).find((other) => !isSilent(other) && other.kind !== 'all');
  const isGone = after?.kind === 'neg' || (after?.kind === 'verb' && (after.value === 'delete' || after.value === 'mute'));
  return /^[说讲]的话$/.test(token.raw) && isGone ? as(token, 'thing', 'original') : undefined;
};

const partReaders: PartReader[] = [
  ...idioms,
  thinking,
  hummed,
  bareNo,
  takenOut,
  spokenWords,
  wrong,
  relative,
  oneCharacter,
  putBack,
  describing,
  ordinal,
  figured,
];
const asPart = (token: Token, place: Place): Token => firstOf(partReaders, token, place) ?? token;

const isThing = (token: Token | undefined, value: string): boolean => token?.kind === 'thing' && token.value === value;
/** `first one`, `last caption`: an ordinal, not a stretch of time; of what it is one. */
function onlyOne(token: Token | undefined): 'clip' | 'cue' | undefined {
  if (token?.kind !== 'thing') return undefined;
  if (/^(?:one|clip|video|shot|scene)$/i.test(token.raw)) return 'clip';
  return /^(?:caption|subtitle|sub|line|cue)$/i.test(token.raw) ? 'cue' : undefined;
}

/** `the first 4 and the last 6 seconds`: a number in a list of lengths has the unit that stands behind the list; ms. */
function unitAhead(tokens: Token[], token: Token): number | undefined {
  const rest = tokens.slice(tokens.indexOf(token) + 1).filter((other) => !isSilent(other));
  const and = rest[0];
  if (and?.kind !== 'and' && and?.kind !== 'head' && and?.kind !== 'tail') return undefined;
  const time = rest.find(({ kind }) => kind !== 'and' && kind !== 'head' && kind !== 'tail' && kind !== 'place');
  return time?.kind === 'time' ? (/分|m(?:in|$)/i.test(time.raw) ? 60_000 : 1_000) : undefined;
}

const unitOf = (thing: string): string => (thing === 'caption' || thing === 'cue' ? 'cue' : thing === 'photo' ? 'photo' : 'clip');
