import type { ClipFacts } from '../draft.ts';
import { normalise } from './normalise.ts';
import { readQuantity } from './numbers.ts';
import { phraseAt, phraseLike } from './phrases.ts';
import type { Token } from './token.ts';
import { simplifyAll } from './traditional.ts';

const QUOTES: Record<string, string> = {
  '「': '」',
  '『': '』',
  '“': '”“',
  '”': '”“',
  '‘': '’‘',
  '"': '"',
  '＂': '＂',
  "'": "'",
  '《': '》',
  '【': '】',
  '«': '»',
};

/** Turns an instruction into tokens. Nothing is lost: what means nothing is `unknown`. */
export function scan(text: string, clips: ClipFacts[] = []): Token[] {
  const plain = normalise(text);
  const names = clips
    .flatMap((clip) => namesOf(clip).map((name) => ({ name: normalise(name), id: clip.id })))
    .sort((a, b) => b.name.length - a.name.length);
  const tokens: Token[] = [];
  if (/\p{Script=Han}/u.test(text))
    names.push(
      ...clips
        .filter((clip) => /^[ai]\.[a-z0-9]+$/i.test(clip.name))
        .map((clip) => ({ name: normalise(clip.name.charAt(0)), id: clip.id })),
    );
  let at = 0;
  while (at < text.length) {
    const found = linkAt(text, at) ?? quoteAt(text, at) ?? nameAt(plain, at, names) ?? stopAt(plain, at) ?? wordAt(plain, at);
    const written = text.slice(found.start, found.end);
    const token: Token = { ...found, raw: found.kind === 'quote' || found.kind === 'link' ? written : simplifyAll(written) };
    const last = tokens.at(-1);
    if (token.kind === 'unknown' && last?.kind === 'unknown')
      tokens[tokens.length - 1] = { ...last, end: token.end, raw: last.raw + token.raw };
    else tokens.push(token);
    at = found.end;
  }
  return tokens;
}

type Found = Omit<Token, 'raw'>;

function linkAt(text: string, at: number): Found | undefined {
  const match = /^https?:\/\/[^\s，。；「」]+/i.exec(text.slice(at));
  return match ? { kind: 'link', value: match[0], start: at, end: at + match[0].length } : undefined;
}

/** Words in quotes, of any kind. An apostrophe inside a word opens none. */
function quoteAt(text: string, at: number): Found | undefined {
  const open = text.charAt(at);
  const closers = QUOTES[open];
  if (closers === undefined) return undefined;
  if ((open === "'" || open === '’') && /[a-z0-9]/i.test(text.charAt(at - 1))) return undefined;
  for (let end = at + 1; end < text.length; end++) {
    if (!closers.includes(text.charAt(end))) continue;
    if (open === "'" && /[a-z0-9]/i.test(text.charAt(end + 1))) continue;
    const value = text.slice(at + 1, end).trim();
    return value === '' ? undefined : { kind: 'quote', value, start: at, end: end + 1 };
  }
  return undefined;
}

const namesOf = ({ name }: ClipFacts): string[] => {
  const stem = name.replace(/\.[a-z0-9]{2,4}$/i, '');
  return stem !== name && !/^[ai]$/i.test(stem) ? [name, stem] : [name];
};

function nameAt(plain: string, at: number, names: { name: string; id: string }[]): Found | undefined {
  if (/[a-z0-9]/.test(plain.charAt(at)) && /[a-z0-9]/.test(plain.charAt(at - 1))) return undefined;
  const hit = names.find(
    ({ name }) => plain.startsWith(name, at) && !(/[a-z0-9]$/.test(name) && /[a-z0-9]/.test(plain.charAt(at + name.length))),
  );
  return hit && { kind: 'clip-name', value: hit.id, start: at, end: at + hit.name.length };
}

function stopAt(plain: string, at: number): Found | undefined {
  const c = plain.charAt(at);
  if (/[,，。;；!！?？\n\r…+＋]/.test(c)) return { kind: 'stop', value: c, start: at, end: at + 1 };
  if (/[①-⑳❶-❿]/.test(c)) return { kind: 'stop', value: c, start: at, end: at + 1 };
  const item = itemAt(plain, at);
  if (item > 0) return { kind: 'stop', value: plain.slice(at, at + item), start: at, end: at + item };
  if (c === '.' && !/\d/.test(plain.charAt(at + 1))) return { kind: 'stop', value: c, start: at, end: at + 1 };
  if (c === ':' && !/\d/.test(plain.charAt(at + 1))) return { kind: 'mark', value: ':', start: at, end: at + 1 };
  if (c === ' ') return { kind: 'space', value: ' ', start: at, end: at + 1 };
  return undefined;
}

/** Length of the number that a list item is headed with (`1. `, `2)`, 「3、」); 0 where there is none. */
function itemAt(plain: string, at: number): number {
  const isList = /(?:^|[\s:：])[（(]?1[.、)）．].*[\s,，;；。][（(]?2[.、)）．]/s.test(plain);
  if (!isList || (at > 0 && !/[\s,，;；。:：]/.test(plain.charAt(at - 1)))) return 0;
  return /^[（(]?\d{1,2}[.、)）．](?!\d)/.exec(plain.slice(at))?.[0].length ?? 0;
}

/** A quantity, a phrase, a mistyped word, or one unknown piece. Of a quantity and a phrase the longer wins, and the phrase at a draw. */
function wordAt(plain: string, at: number): Found {
  const gone = GONE.exec(plain.slice(at))?.[0];
  if (gone !== undefined) return { kind: 'verb', value: 'delete', start: at, end: at + gone.length };
  const quantity = readQuantity(plain, at);
  const phrase = phraseAt(plain, at);
  const isPartOfTime = phrase?.text === 'first half' && /^ (?:a |an )?(?:minute|second|hour)/.test(plain.slice(at + phrase.text.length));
  if (isPartOfTime) return { kind: 'head', value: '', start: at, end: at + 'first'.length };
  if (phrase?.value === 'trim' && /[掉走]/.test(plain.charAt(at + phrase.text.length)))
    return { kind: 'verb', value: 'delete', start: at, end: at + phrase.text.length + 1 };
  if (phrase && (!quantity || phrase.text.length >= quantity.end - at))
    return { kind: phrase.kind, value: phrase.value, start: at, end: at + phrase.text.length };
  if (isRefusal(plain, at)) return { kind: 'neg', value: '', start: at, end: at + 1 };
  if (quantity) return quantity;
  if (isRidding(plain, at)) return { kind: 'verb', value: 'delete', start: at, end: at + 2 };
  const word = /^[a-z][a-z'-]*/.exec(plain.slice(at))?.[0];
  if (word === undefined || /[a-z]/.test(plain.charAt(at - 1))) return { kind: 'unknown', value: '', start: at, end: at + 1 };
  const meant = phraseLike(word);
  if (meant) return { kind: meant.kind, value: meant.value, start: at, end: at + word.length };
  return { kind: 'unknown', value: '', start: at, end: at + word.length };
}

/** 「剪走」, 「cut走」, 「整没」: the film is without it afterwards. */
const GONE = /^(?:剪|切|裁|砍|删|铲|拿|整|弄|搞|掐|抠|咔|cut ?)(?:咗)?(?:走(?!样)|没(?![有声音人])|飞|甩(?!开)|飞咗)/;

/** 「挖掉」, 「踢掉」: whatever is done, the thing is gone after it. */
const isRidding = (plain: string, at: number): boolean =>
  /^\p{Script=Han}掉/u.test(plain.slice(at)) && !/[忘错坏死吃跑断变]/.test(plain.charAt(at));

/** 「不加音乐」: a no right before an order. 「要不要加」 asks. */
const isRefusal = (plain: string, at: number): boolean =>
  plain.charAt(at) === '不' &&
  plain.charAt(at - 1) !== plain.charAt(at + 1) &&
  /^[加配放做剪删]/.test(plain.slice(at + 1)) &&
  phraseAt(plain, at) === undefined;
