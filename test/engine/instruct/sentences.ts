import { readFileSync } from 'node:fs';
import { captionsOf, filmOf, musicOf, titlesOf, voicesOf } from '../../../src/engine/edits/tracks.ts';
import { given } from './given.ts';
import { type Ran, say } from './run.ts';

export type Sentence = { state: string; text: string; wanted: string[] };

export const readSentences = (): Sentence[] =>
  readFileSync(new URL('../../fixtures/sentences.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [state = '', text = '', wanted = ''] = line.split(' | ');
      return { state, text, wanted: wantsOf(wanted) };
    });

/** Expectations are parted by spaces; those of words may have spaces in them. */
export const wantsOf = (wanted: string): string[] => wanted.match(/(?:title|cue)=.*?(?=\s\w+[.=:<>]|\s(?:notitle|nomusic)|$)|\S+/g) ?? [];

/** A sentence said in its state; `untouched` is whether the draft it was said on is as it was. */
export type Said = Sentence & { ran: Ran; untouched: boolean };

/** Many sentences take a while on a busy machine; each is said once. */
export const SENTENCES_TIMEOUT_MS = 120_000;
let saying: Promise<Said[]> | undefined;

/** Every sentence, said once in its state. */
export const saySentences = (): Promise<Said[]> => {
  saying ??= sayAll();
  return saying;
};

async function sayAll(): Promise<Said[]> {
  const all: Said[] = [];
  for (const sentence of readSentences()) {
    const start = given[sentence.state]?.();
    if (!start) throw new Error(`no state ${sentence.state}`);
    const before = JSON.stringify(start.session.draft);
    const ran = await say(sentence.text, start);
    all.push({ ...sentence, ran, untouched: JSON.stringify(start.session.draft) === before });
  }
  return all;
}

/** What is not as the sentence wanted; empty when all is. */
export const missesOf = (ran: Ran, wanted: string[]): string[] =>
  wanted.filter((want) => !isSo(want, ran)).map((want) => `${want} (${ran.outcome}: ${ran.text})`);

function isSo(want: string, { before, after, outcome, text }: Ran): boolean {
  const film = filmOf(after);
  const [key = '', value = ''] = [want.slice(0, want.indexOf('=')), want.slice(want.indexOf('=') + 1)];
  const music = musicOf(after)[0];
  switch (want.includes('=') ? key : want) {
    case 'd':
      return Math.abs(after.d - Number(value)) <= Math.max(10, Number(value) * 0.03);
    case 'film':
      return [...new Set(film.map((segment) => segment.src))].join(',') === value;
    case 'parts':
      return film.length === Number(value);
    case 'title':
      return titlesOf(after).some((title) => `${title.tx}@${title.s}+${title.d}` === value);
    case 'notitle':
      return titlesOf(after).length === 0;
    case 'caps':
      return value.startsWith('>') ? captionsOf(after).length > Number(value.slice(1)) : captionsOf(after).length === Number(value);
    case 'nocaps':
      return captionsOf(after).length === 0;
    case 'music':
      return music !== undefined && (value === 'any' || music.bed === value);
    case 'nomusic':
      return music === undefined;
    case 'mvol':
      return music?.vol === Number(value);
    case 'vol':
      return `${film.find((segment) => segment.id === value.split(':')[0])?.vol}` === value.split(':')[1];
    case 'speed':
      return `${film.find((segment) => segment.id === value.split(':')[0])?.speed}` === value.split(':')[1];
    case 'canvas':
      return `${after.m.width}x${after.m.height}` === value;
    case 'fit':
      return film.every((segment) => (segment.fit ?? 'blur-pad') === value);
    case 'look':
      return film.every((segment) => segment.look === value);
    case 'tr':
      return (after.transitions ?? []).length === Number(value);
    case 'cue':
      return captionsOf(after)[Number(value.split(':')[0]) - 1]?.tx === value.slice(value.indexOf(':') + 1);
    case 'voice':
      return voicesOf(after).length === 1;
    case 'back':
      return titlesOf(after).length === titlesOf(before).length + 1;
    case 'same':
      return JSON.stringify(before) === JSON.stringify(after) && text !== '';
    case 'ask':
      return outcome === 'asked' && JSON.stringify(before) === JSON.stringify(after);
    case 'answer':
      return outcome === 'answered' && JSON.stringify(before) === JSON.stringify(after);
    case 'decline':
      return outcome === 'unchanged' && JSON.stringify(before) === JSON.stringify(after);
    default:
      return hasProperty(after, key, value);
  }
}

function hasProperty(draft: Ran['after'], key: string, value: string): boolean {
  const [id, name = ''] = key.split('.');
  const segment = draft.t.flatMap((track) => track.sg as Record<string, unknown>[]).find((one) => one.id === id);
  return value === 'any' ? segment?.[name] !== undefined : String(segment?.[name]) === value;
}
