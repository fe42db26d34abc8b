import { normalise } from '../normalise.ts';
import { allPhrases } from '../phrases.ts';
import { scan } from '../scan.ts';
import { readings } from './readings.ts';
import type { Stretch } from './stretch.ts';

/** Most words that one lexicon word is spread over: `bei jing yin yue`. */
const MOST_WORDS = 4;
/** Shorter than this, letters are as likely an English word. */
const FEWEST_LETTERS = 4;

let byLetters: Map<string, string> | undefined;

function lexiconByLetters(): Map<string, string> {
  if (byLetters) return byLetters;
  byLetters = new Map();
  for (const { text, kind } of allPhrases()) {
    const isWord = /^\p{Script=Han}{2,5}$/u.test(text) || (kind === 'verb' && /^\p{Script=Han}$/u.test(text));
    if (!isWord || kind === 'unknown') continue;
    const letters = [...text].map((char) => readings.get(char)?.[0] ?? '?').join('');
    if (!byLetters.has(letters)) byLetters.set(letters, text);
  }
  return byLetters;
}

/** The text with pinyin written out in letters as the words it spells: `jia zimu` → 「加字幕」. The same text when it spells none. */
export function readPinyin(text: string, stretches: Stretch[]): string {
  const runs = lettersIn(text, stretches);
  return runs.reduceRight((result, { start, end }) => {
    const words = result.slice(start, end).split(' ');
    const read = spelt(words);
    return read === undefined ? result : result.slice(0, start) + read + result.slice(end);
  }, text);
}

/** Runs of words in letters that nobody has read. */
function lettersIn(text: string, stretches: Stretch[]): Stretch[] {
  const runs: Stretch[] = [];
  const plain = normalise(text);
  for (const { start, end, kind } of scan(text)) {
    const isInside = stretches.some((stretch) => start >= stretch.start && start < stretch.end);
    if (!isInside || kind !== 'unknown' || !/^[a-z ]+$/.test(plain.slice(start, end))) continue;
    const last = runs.at(-1);
    if (last && text.slice(last.end, start) === ' ') last.end = end;
    else runs.push({ start, end });
  }
  return runs;
}

/** The words as Chinese where at least one of them surely is; what spells nothing stays as it is. */
function spelt(words: string[]): string | undefined {
  const result: string[] = [];
  let isSure = false;
  let at = 0;
  while (at < words.length) {
    const found = longest(words.slice(at, at + MOST_WORDS));
    isSure ||= found !== undefined && found.letters.length >= FEWEST_LETTERS && found.text.length > 1;
    result.push(found?.text ?? words[at] ?? '');
    at += found?.words ?? 1;
  }
  const isHan = (word: string | undefined) => word !== undefined && /\p{Script=Han}/u.test(word);
  const joined = result.map((word, i) => (i > 0 && !(isHan(word) && isHan(result[i - 1])) ? ` ${word}` : word)).join('');
  return isSure ? joined : undefined;
}

function longest(words: string[]): { text: string; letters: string; words: number } | undefined {
  for (let count = words.length; count > 0; count--) {
    const letters = words.slice(0, count).join('').toLowerCase();
    const text = lexiconByLetters().get(letters);
    if (text !== undefined && letters.length > 2) return { text, letters, words: count };
  }
  return undefined;
}
