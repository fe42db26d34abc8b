import type { TokenKind } from './lexicon/row.ts';
import { endOf, spokenAfter, withoutAttributes } from './payload-end.ts';
import { articles, connectors, describing, modal, prepositions, writing } from './payload-words.ts';
import { quotePointed } from './pointed-words.ts';
import { isSilent, type Token } from './token.ts';

/**
 * Finds words that a person wants on the film, or read aloud, without quotes around them (`标题：周末`, `add the title Weekend`), and makes
 * quotes of them, so that their verbs and numbers are not taken for orders.
 */
export function markPayloads(scanned: Token[], text: string): Token[] {
  const tokens = quotePointed(scanned, text);
  const marked: Token[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (!token) break;
    marked.push(token);
    at += 1;
    const run = payloadAfter(tokens, at, asWords(token, marked));
    if (!run) continue;
    for (let i = at; i < run.from; i++) {
      const between = tokens[i];
      // 「打几个字就写…」: the second verb only opens the words.
      if (between) marked.push(between.kind === 'verb' && between.value === 'add' ? { ...between, kind: 'fill', value: '' } : between);
    }
    const start = tokens[run.from]?.start ?? text.length;
    const end = tokens[run.to - 1]?.end ?? text.length;
    const value = text
      .slice(start, end)
      .replace(LABEL, '')
      .replace(/^[\s:：]+|[\s，,。;；]+$/g, '');
    if (value !== '') marked.push({ kind: 'quote', value, start, end, raw: text.slice(start, end) });
    at = run.to;
  }
  return marked;
}

/** 「打上日期 2024.5.1」: what the words are, not the words. */
const LABEL = /^\s*(?:日期|时间|内容|文字)(?:[\s:：]+|是)(?=\S)/;

type Run = { from: number; to: number };

function payloadAfter(tokens: Token[], at: number, opener: Token): Run | undefined {
  if (opener.kind === 'verb' && opener.value === 'speak') return spokenAfter(tokens, at);
  const isExcepted = tokens.slice(0, at - 1).findLast((token) => !isSilent(token))?.kind === 'except';
  if (isExcepted) return undefined;
  if (!opensRun(opener, tokens, at)) return undefined;
  const { from, isMarked } = firstWord(tokens, pastPlace(tokens, at));
  const first = tokens[from];
  if (!first || ['quote', 'stop', 'conj'].includes(first.kind)) return undefined;
  if (!isMarked && isSubject(tokens, at, from)) return undefined;
  if (saysWords(tokens, at, from) && !tokens.slice(from, endOf(tokens, from)).every(({ kind }) => describing.has(kind))) {
    const to = withoutAttributes(tokens, from, endOf(tokens, from));
    return to > from ? { from, to } : undefined;
  }
  const end = endOf(tokens, from);
  const mark = tokens.slice(from, end).findIndex(({ kind }) => kind === 'mark');
  if (mark !== -1 && tokens.slice(from + mark + 1).find(({ kind }) => kind !== 'space')?.kind === 'quote') return undefined;
  if (!isMarked && isNoTitle(tokens.slice(from, end))) return undefined;
  if (!isMarked && describing.has(first.kind) && !isOpening(tokens, from) && !isCapital(first, opener)) return undefined;
  const to = withoutAttributes(tokens, from, end);
  return to > from ? { from, to } : undefined;
}

/** Whether what stands at `at` may be the words that an opener is about. */
const opensRun = (opener: Token, tokens: Token[], at: number): boolean =>
  isSaying(opener, tokens.slice(0, at)) ||
  isGreeting(opener, tokens.slice(at)) ||
  opensWords(opener, tokens.slice(at).find((token) => token.kind !== 'space')?.kind === 'mark');

/** `a text saying …`. */
const isSaying = ({ kind, raw }: Token, before: Token[]): boolean =>
  kind === 'fill' &&
  /^(?:saying|says|that says|which says|reading)$/i.test(raw) &&
  before.some((token) => token.kind === 'thing' && token.value === 'title');

/** `put thank you for watching at the end`: what one says to people is no thing that could be put elsewhere. */
const isGreeting = ({ kind, raw }: Token, behind: Token[]): boolean =>
  /^(?:put|show|say|have)$/i.test(raw) &&
  kind !== 'fill' &&
  ['thanks', 'hello'].includes(behind.find((token) => token.kind !== 'space')?.kind ?? '');

/** What is asked or wished about a title is no title: 「标题怎么没了」, 「标题搁那儿干啥」, `the title must stay`. */
function isNoTitle(words: Token[]): boolean {
  const first = words[0]?.raw ?? '';
  const said = words
    .map(({ raw }) => raw)
    .join('')
    .trim();
  const isTimed = /^再?[晚早]$/.test(first) && words[1]?.kind === 'time';
  return (
    isTimed ||
    modal.test(first) ||
    /^(?:太|有点|不太|好像|挺|在|怎么|为什么|咋|是不是|有没有|能不能)|(?:干啥|干嘛|干什么|怎么回事)$/.test(said)
  );
}

/** `text at the bottom saying …`: past where the words stand, to the word that opens them. */
function pastPlace(tokens: Token[], at: number): number {
  const opener = tokens.findIndex((token, i) => i >= at && SAYING.test(token.raw));
  const between = tokens.slice(at, opener);
  return opener > at && between.length < 12 && between.every(({ kind }) => describing.has(kind) && kind !== 'stop' && kind !== 'quote')
    ? opener
    : at;
}
const SAYING = /^(?:saying|that says|which says|says|reading|reads|写着|写上|内容是)$/i;

/** `change the title to …`, `text saying …`: whatever stands behind such a word is what the title says. */
const saysWords = (tokens: Token[], at: number, from: number): boolean => {
  const joint = tokens.slice(at, from);
  const isChanged = tokens.slice(Math.max(0, at - 7), at).some(({ kind, value }) => kind === 'verb' && value === 'change');
  return joint.some(({ raw, kind }) => SAYING.test(raw) || (isChanged && kind === 'to' && /^to$/i.test(raw)));
};

/** `the title must stay`, 「那标题搁那儿干啥」: the noun is what is spoken of; no words for it follow. */
function isSubject(tokens: Token[], at: number, from: number): boolean {
  const isJoined = tokens.slice(at, from).some(({ raw, kind }) => connectors.test(raw) || kind === 'space');
  const before = tokens.slice(Math.max(0, at - 4), at - 1);
  const isPointed = before.some(({ kind, raw }) => kind === 'this' || raw === '那' || raw === '这');
  const isOrdered = before.some(({ kind }) => kind === 'verb');
  return (
    /^(?:must|should|shall|needs?|has|have|would|could|can|cannot|will|doesn't|isn't)$/.test(tokens[from]?.raw ?? '') ||
    (isPointed && !isJoined && !isOrdered)
  );
}

/** 「加一行字」: the noun for letters stands for words when so many lines of it are added. */
function asWords(token: Token, before: Token[]): Token {
  const isLine = before
    .slice(-4)
    .some(({ kind, value, raw }) => (kind === 'count' && (value === 'cue' || value === '')) || /[行句]$/.test(raw));
  const isAdded = before.slice(-5).some(({ kind, value }) => kind === 'verb' && (value === 'add' || value === 'move'));
  const noun = /^[字]$/.test(token.raw) ? `${before.at(-2)?.raw ?? ''}${token.raw}` : token.raw;
  if (isAdded && (token.kind === 'unknown' || noun !== token.raw) && NOUNS.test(noun)) return { ...token, kind: 'thing', value: 'title' };
  return token.kind === 'thing' && token.value === 'font' && isLine && isAdded ? { ...token, value: 'title' } : token;
}

/** What words on a film are often of. */
const NOUNS = /(?:名字|店名|地址|电话|手机号|微信号?|联系方式|网址|账号|祝福语?|口号|日期)$/;

/** Whether words for the screen may follow: after a noun for them, a verb of writing, or `片尾：`. */
function opensWords({ kind, value, raw }: Token, isColon: boolean): boolean {
  if (kind === 'verb') return writing.test(raw.trim());
  if (kind === 'place') return isColon && /^片[头尾]$/.test(raw);
  return kind === 'thing' && (value === 'title' || (value === 'font' && isColon));
}

/** Where the words begin, past what only joins them to their noun. After a colon everything belongs to them. */
function firstWord(tokens: Token[], at: number): { from: number; isMarked: boolean } {
  const isJoint = ({ kind, value, raw, end }: Token) =>
    kind === 'space' ||
    connectors.test(raw) ||
    (articles.test(raw) &&
      !/^[A-Z]/.test(raw) &&
      !(/^[我]$/.test(raw) && tokens.some((token) => token.start === end && /^(的|们)$/.test(token.raw)))) ||
    (kind === 'thing' && value === 'title');
  const skipped = tokens.slice(at).findIndex((token) => token.kind === 'mark' || !isJoint(token));
  const from = skipped === -1 ? tokens.length : at + skipped;
  if (tokens[from]?.kind !== 'mark') return { from, isMarked: false };
  const word = tokens.slice(from + 1).findIndex((token) => token.kind !== 'space');
  return { from: word === -1 ? tokens.length : from + 1 + word, isMarked: true };
}

/** In a message of small letters or of Chinese, a capital begins a name: `add the title Don't Stop`, 「写 The End」. */
const isCapital = (first: Token, opener: Token): boolean =>
  /^[A-Z]/.test(first.raw) && !/^[A-Z]/.test(opener.raw) && !prepositions.test(first.raw);

const small = new Set<TokenKind>(['to', 'from', 'all', 'this', 'lot', 'before', 'after', 'other', 'another', 'head', 'tail', 'only']);

/** Words that ask for something to be done; the words for the screen do not begin with them. */
const asking = /^(?:帮我|帮我把|给我|麻烦|麻烦你|请你?|能不能|可不可以|能否|please|pls|plz|can you|could you)$/i;

/** A small word that begins the words themselves: `My Trip`, `下次见`. */
function isOpening(tokens: Token[], from: number): boolean {
  const first = tokens[from];
  const run = tokens.slice(from, from + 2);
  const isCall = first?.kind === 'verb' && run[1]?.kind === 'unknown' && [...first.raw].length === 1 && tokens[from - 1]?.kind === 'space';
  if (isCall && !tokens.slice(from, endOf(tokens, from)).some(({ kind }) => ['thing', 'time', 'nth'].includes(kind))) return true;
  const joint = tokens.slice(0, from).findLast(({ kind }) => kind !== 'space')?.raw ?? '';
  const isNamed =
    /^(?:to|as|saying|says|reading|called)$/i.test(joint) && /^[a-z]/i.test(first?.raw ?? '') && tokens[from + 1]?.kind === 'space';
  if (isNamed && first && small.has(first.kind) && tokens[from + 2]?.kind === 'unknown') return true;
  if (first && small.has(first.kind) && tokens[from + 1]?.kind === 'unknown' && /\p{Script=Han}/u.test(first.raw)) return true;
  if (first?.kind !== 'fill' || prepositions.test(first.raw) || asking.test(first.raw)) return false;
  const next = tokens.slice(from + 1).find((token) => token.kind !== 'space' && token.kind !== 'fill');
  return next !== undefined && !describing.has(next.kind);
}
