import type { ClipFacts } from '../draft.ts';
import { readClauses } from './clauses.ts';
import type { TokenKind } from './lexicon/row.ts';
import { type Clause, isSilent, type Token } from './token.ts';
import { simplifyAll } from './traditional.ts';

/** What a person said, and what they said instead. */
export type Afterthought = { before: string; after: string };

/** Words by which people take back what they have just said. */
const MARK =
  /(?:[，,。.…!?！？\s]|^)(?:哦不对|啊不对|哦不是|啊不|不对不对|不对|哦不|不是|我说错了|说错了|我记错了|记错了|记错|讲错咗|讲错了|讲错|错咗|搞错了|弄错了|错了|不不+|不(?=[，,])|等等|等下|算了还是|还是算了|还是别了|还是不了|还是不要了|算了(?=[，,\s]*(?:别|不|就|把|留|保留|[\d一二两三四五六七八九十第前后]))|(?:oh |umm? )?no,? wait|wait,? no|actually,? no|wait,? actually|scratch that|i mean|i meant|my mistake|my bad|sorry,? no|oops|sorry,? i meant|or rather|no,?(?= (?:clips? )?\d+ and \d+$))(?:[，,。.…!！\s]+|(?<=算了)|(?=[\d一二三四五六七八九十改加剪做换用是别不就把]))|(?<=[，,。.…!?！？\s])(?:[哦噢呃]?我是说|我的意思是)[，,\s]*/gi;
/** The same without a pause on either side, as speech is written down. */
const SPOKEN_MARK =
  /(?<=\p{Script=Han})(?:哦不对|啊不对|不对不对|不对|我说错了|说错了|我记错了|记错了|讲错咗|讲错了|搞错了)(?=[\p{Script=Han}\d])(?!称|齐|劲)/gu;

/** 「剪到 20 秒……嗯还是 25 秒吧」, 「循环两遍，三遍吧还是」: only a second thought where it can stand for what was said. */
const SOFT_MARK = /[，,。.…\s]+(?:嗯+|呃+|哦)?[，,\s]*还是(?=[^，,。\s]{1,10}$)/g;
const TRAILING = /([，,。.…\s])([^，,。.…\s]{1,8}?)吧?还是[吧啊]?\s*$/;

/** `for 5 seconds, hmm, 3 seconds is enough`. */
const ENOUGH =
  /^(.+?)[,.…\s]+(?:hmm+|well|or|maybe|actually)[,.…\s]+(.{1,20}?) (?:(?:is|are|would be|will be) (?:enough|better|fine)|will do)\s*[.!]?$/i;

/** A second thought that leaves room for doubt; it counts where `restate` finds what it stands for. */
export function readDoubt(text: string): Afterthought | undefined {
  const [, before, enough] = ENOUGH.exec(text) ?? [];
  if (before !== undefined && enough !== undefined) return { before, after: enough };
  const plain = text.replace(TRAILING, '$1还是$2吧');
  const match = [...plain.matchAll(SOFT_MARK)].at(-1);
  const after = match && plain.slice(match.index + match[0].length).replace(/[吧啊]?(?:比较|更)?好?了?[吧啊]?$/, '');
  return match && after ? { before: plain.slice(0, match.index), after } : undefined;
}

/** Why it is to be so, said behind what it is to be. */
const REASON = /(?<=[\d\p{Script=Han}])[吧啊呀][，,\s]*(?:太|不然|要不然|因为).*$/u;

/** The last taking back in a message that has something on both sides. */
export function readAfterthought(text: string): Afterthought | undefined {
  const plain = simplifyAll(text);
  const match = [...plain.matchAll(MARK)].at(-1) ?? [...plain.matchAll(SPOKEN_MARK)].at(-1);
  if (!match) return undefined;
  const before = text
    .slice(0, match.index)
    .replace(/[\s,，;；.。]+$/, '')
    .trim();
  const after = text.slice(match.index + match[0].length).trim();
  const isSaid = (words: string) => /[\p{L}\d]/u.test(words);
  return isSaid(before) && isSaid(after) ? { before, after: after.replace(/^(?:是|应该是|改成)(?=.)/, '').replace(REASON, '') } : undefined;
}

/** Kinds of words that can stand for each other. */
const families: TokenKind[][] = [
  ['time', 'range', 'half'],
  ['head', 'tail', 'place'],
  ['nth', 'clip-name', 'newest', 'odd', 'this'],
  ['percent', 'number', 'times', 'double'],
  ['count'],
  ['colour'],
  ['mood'],
  ['look'],
  ['ratio'],
  ['quote'],
  ['anim'],
];
const familyOf = ({ kind }: Token): TokenKind[] | undefined => families.find((family) => family.includes(kind));

/**
 * What was said first with the words of the second thought in their place: 「剪掉最后 4 秒，不对，最后 6 秒」 → 「剪掉最后 6 秒」. Only for a
 * second thought that is no order of its own.
 */
export function restate({ before, after }: Afterthought, clips: ClipFacts[]): string | undefined {
  const last = readClauses(before, clips).at(-1);
  const [next, ...others] = readClauses(after, clips);
  if (!last || !next) return undefined;
  const start = last.tokens[0]?.start ?? 0;
  const verb = next.tokens.find((token) => token.kind === 'verb');
  if (verb) return others.length > 0 ? undefined : restateFromVerb(before, last, { next, verb });
  const said = restateNumber(before, last, next) ?? restateEnd(before, last, next) ?? restateWords(before.slice(0, start), last, next);
  return said === undefined ? undefined : [said, ...others.map(({ text }) => text)].join('，');
}

/** `remove the last clip, no, the first`; `cut the first 5 seconds, no, the last 3`: an end alone takes the place of a number, and keeps its unit. */
function restateEnd(before: string, last: Clause, next: Clause): string | undefined {
  const [end, number, ...others] = next.tokens.filter((token) => !isSilent(token));
  if ((end?.kind !== 'head' && end?.kind !== 'tail') || others.length > 0) return undefined;
  const clip = last.tokens.find(({ kind, value }) => kind === 'nth' && (value === 'clip' || value === ''));
  if (number === undefined) {
    const isHan = /\p{Script=Han}/u.test(next.text);
    return clip && !isHan ? `${before.slice(0, clip.start)}${end.raw}${before.slice(clip.end)}` : undefined;
  }
  const time = last.tokens.find(({ kind }) => kind === 'time');
  const edge = last.tokens.find(({ kind }) => kind === 'head' || kind === 'tail' || kind === 'place');
  const unit = time && /[^\d.\s].*$/.exec(time.raw)?.[0];
  if (number.kind !== 'number' || !time || !edge || edge.start > time.start || unit === undefined) return undefined;
  return `${before.slice(0, edge.start)}${end.raw} ${number.raw} ${unit}${before.slice(time.end)}`;
}

/** 「第一段放最后，说错了，放到第二个」: the same order of the same thing, said again from its verb on. */
function restateFromVerb(before: string, last: Clause, { next, verb }: { next: Clause; verb: Token }): string | undefined {
  const same = last.tokens.find(({ kind, value }) => kind === 'verb' && value === verb.value);
  // 「删第二段」 names what it is about; only a move may name where to.
  const namesOther =
    verb.value !== 'move' && verb.value !== 'add' && next.tokens.some(({ kind }) => kind === 'nth' || kind === 'clip-name');
  if (namesOther) return undefined;
  const opens = next.tokens.find((token) => !isSilent(token)) === verb;
  const isAboutMore =
    same !== undefined &&
    last.tokens.some(({ kind, start }) => start < same.start && ['nth', 'thing', 'clip-name', 'newest', 'odd', 'this'].includes(kind));
  return same && opens && isAboutMore ? `${before.slice(0, same.start)}${next.text}` : undefined;
}

function restateWords(lead: string, last: Clause, next: Clause): string | undefined {
  const isBare = next.tokens.every((token) => isSilent(token) || token.kind === 'unknown');
  const said = new Set(isBare ? ['quote'] : next.tokens.flatMap((token) => familyOf(token) ?? []));
  const isReplaced = (token: Token) => said.has(token.kind);
  const first = last.tokens.findIndex(isReplaced);
  if (first === -1) return undefined;
  const words = last.tokens.map((token, i) => (i === first ? next.text : isReplaced(token) ? '' : token.raw));
  return `${lead}${words.join('')}`;
}

/** `trim to 10 seconds, no wait, 12`: a number alone takes the place of the last one. */
function restateNumber(before: string, last: Clause, next: Clause): string | undefined {
  const [only, ...others] = next.tokens.filter((token) => !isSilent(token));
  const n = only?.kind === 'number' ? only.raw : undefined;
  const was = last.tokens.findLast((token) => ['time', 'percent', 'times', 'number', 'nth'].includes(token.kind));
  if (n === undefined || others.length > 0 || !was) return undefined;
  const raw = was.raw.replace(/\d+(?:\.\d+)?|[零一二两三四五六七八九十百]+/, n);
  return `${before.slice(0, was.start)}${raw}${before.slice(was.end)}`;
}
