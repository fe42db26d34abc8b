import { normalise } from '../normalise.ts';
import { allPhrases, type Phrase } from '../phrases.ts';
import { scan } from '../scan.ts';
import { readPinyin } from './pinyin.ts';
import { readings } from './readings.ts';
import type { Stretch } from './stretch.ts';

/** Lexicon words that people write or dictate with other characters; small words are too short to be told by their sound. */
const heard = new Set(['verb', 'thing', 'place', 'mood', 'ratio', 'look', 'anim', 'style', 'colour', 'half', 'double', 'fit']);
const LONGEST = 4;

/** What many speakers and microphones do not tell apart counts as one sound: zh and z, ing and in. */
const soundOf = (syllable: string): string => syllable.replace(/^([zcs])h/, '$1').replace(/([ei])ng$/, '$1n');

/** Each way a word may sound; none when a character's reading is not known. */
function soundsOf(word: string): string[] {
  return [...word].reduce<string[]>(
    (sounds, char) => {
      const last = [...new Set((readings.get(char) ?? []).map(soundOf))];
      return sounds.flatMap((sound) => last.map((next) => `${sound} ${next}`));
    },
    [''],
  );
}

let bySound: Map<string, Phrase> | undefined;

/** Made when it is first needed: most messages are read as they are. */
function lexiconBySound(): Map<string, Phrase> {
  if (bySound) return bySound;
  bySound = new Map();
  for (const phrase of allPhrases()) {
    if (!heard.has(phrase.kind) || !/^\p{Script=Han}{2,4}$/u.test(phrase.text)) continue;
    for (const sound of soundsOf(phrase.text)) if (!bySound.has(sound)) bySound.set(sound, phrase);
  }
  return bySound;
}

/**
 * The text with the characters of unread words replaced by those of a lexicon word that sounds alike: 「加上字木」 → 「加上字幕」. Only inside the
 * stretches given, never in quotes or in words that are read already. The same text when nothing sounds like anything.
 */
export function readHomophones(text: string, stretches: Stretch[]): string {
  const plain = normalise(text);
  const places = placesOf(text, stretches);
  let result = text;
  let at = 0;
  while (at < plain.length) {
    const meant = wordAt(plain, at, places);
    if (meant !== undefined) result = result.slice(0, at) + meant + result.slice(at + meant.length);
    at += meant?.length ?? 1;
  }
  return result === text ? readPinyin(text, stretches) : result;
}

type Place = 'unread' | 'small' | 'verb' | 'read';

/** Which characters nobody has read, and which stand for a small word of one character: those may belong to an unread one. */
function placesOf(text: string, stretches: Stretch[]): Place[] {
  const places: Place[] = Array.from({ length: text.length }, () => 'read');
  for (const { start, end, kind } of scan(text)) {
    const isInside = stretches.some((stretch) => start >= stretch.start && start < stretch.end);
    if (!isInside || kind === 'quote' || (kind !== 'unknown' && end - start > 1)) continue;
    for (let i = start; i < end; i++) places[i] = kind === 'unknown' ? 'unread' : kind === 'verb' ? 'verb' : 'small';
  }
  return places;
}

/** Characters of an unread run that a word may leave: a longer run is somebody talking, not one word written wrongly. */
const MOST_LEFT = 2;

/** How much of the unread runs that a word touches lies outside it. */
function leftOver(at: number, length: number, places: Place[]): number {
  let from = at;
  let to = at + length;
  if (places[at] === 'unread') while (places[from - 1] === 'unread') from -= 1;
  if (places[to - 1] === 'unread') while (places[to] === 'unread') to += 1;
  return at - from + (to - at - length);
}

function wordAt(plain: string, at: number, places: Place[]): string | undefined {
  for (let length = LONGEST; length > 1; length--) {
    const word = plain.slice(at, at + length);
    const around = places.slice(at, at + length);
    if (word.length < length || around.includes('read') || !around.includes('unread')) continue;
    if (leftOver(at, length, places) > MOST_LEFT) continue;
    const meant = soundsOf(word).flatMap((sound) => lexiconBySound().get(sound) ?? [])[0];
    // A verb that is read already is not a part of another one: 「剪出」 is not 「渐出」.
    if (meant && meant.text !== word && !(meant.kind === 'verb' && around.includes('verb'))) return meant.text;
  }
  return undefined;
}
