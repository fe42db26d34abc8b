import { english } from './lexicon/english.ts';
import { regional } from './lexicon/regional.ts';
import type { Row, TokenKind } from './lexicon/row.ts';
import { particles, things, values } from './lexicon/things.ts';
import { verbs } from './lexicon/verbs.ts';

export type Phrase = { text: string; kind: TokenKind; value: string };

/** Words near a lexicon word that mean themselves; a typo is never read into them. */
const ownWords = new Set(
  [
    'where there these those their would could light night right sight fight might house horse court count mount small style',
    'while white write wrote quote cross class glass grass place plane plant plate paper party happy weekend world words',
    'today tomorrow summer winter spring travel family friend friends beach birthday sunday monday story stories hello month',
    'three threw seven heard heart earth learn great green greet queen movie moved mover cover lover river other mother',
    'father brother sister never fever table tables cable label people little middle simple sample links store states',
    'reserved being boring bored women sports personal person shall still listing print paint point working something child',
    'radio close short though shoes shows works mortgage clothing skills taking contract thank quite stars retain teaching',
    'likely reader apple peace clean clear different difference sheet older chance situation lives persons shirt patch',
    'hearing expert smart attack laser truck remain sharing writer presence layer pieces extent scope concert bears leaves',
    'formal transaction audit catchy spending dutch boots strike brings heating lease boats foster beast woods palace',
    'reporter chile latter chips tradition facing shore cooper slots warner trace strap excerpt beads worlds crossing',
    'situated spots realty balanced divine rally trainer wines stuart contrary trick beans reminder lonely suspended spelling',
    'charge quick',
  ].flatMap((line) => line.split(' ')),
);

const compile = (rows: Row[]): Phrase[] => rows.flatMap(([kind, value, list]) => list.split('|').map((text) => ({ text, kind, value })));

/** Where one phrase has several meanings, the earlier list wins. */
const phrases: Phrase[] = compile([
  ...regional,
  ...english,
  ...values,
  ...particles.filter(([kind]) => kind === 'ask' || kind === 'copyright' || kind === 'redo-but'),
  ...verbs,
  ...things,
  ...particles,
]);

/** The whole lexicon, for those who look for words by something else than their letters. */
export const allPhrases = (): readonly Phrase[] => phrases;

const byStart = new Map<string, Phrase[]>();
const byText = new Map<string, Phrase>();
for (const phrase of phrases) {
  if (byText.has(phrase.text)) continue;
  byText.set(phrase.text, phrase);
  const start = phrase.text.charAt(0);
  byStart.set(start, [...(byStart.get(start) ?? []), phrase]);
}
for (const list of byStart.values()) list.sort((a, b) => b.text.length - a.text.length);

const singleWords = [...byText.values()].filter(({ text, kind }) => /^[a-z]{5,}$/.test(text) && kind !== 'fill');

const isLetter = (c: string) => /[a-z]/.test(c);

/** The longest phrase that stands at `at`; a phrase in letters must end where a word ends. */
export function phraseAt(text: string, at: number): Phrase | undefined {
  if (isLetter(text.charAt(at)) && isLetter(text.charAt(at - 1))) return undefined;
  return byStart.get(text.charAt(at))?.find((phrase) => {
    if (!text.startsWith(phrase.text, at)) return false;
    const end = at + phrase.text.length;
    if (isCutShort(phrase, text, end)) return false;
    return !(isLetter(text.charAt(end - 1)) && isLetter(text.charAt(end)));
  });
}

/** 「那下|去掉」, `first |half a minute`: the end of the phrase begins the next word. */
const isCutShort = ({ kind, text: word }: Phrase, text: string, end: number): boolean =>
  (kind === 'unknown' && word.length > 1 && word.endsWith('去') && text.charAt(end) === '掉') ||
  (kind === 'half' && /half$/.test(word) && /^ ?(?:an? )?(?:min|sec|hour)/.test(text.slice(end)));

/** The lexicon word that a mistyped one most likely is. */
export function phraseLike(word: string): Phrase | undefined {
  const stretched = /(.)\1\1/.test(word)
    ? (byText.get(word.replace(/(.)\1{2,}/g, '$1')) ?? byText.get(word.replace(/(.)\1{2,}/g, '$1$1')))
    : undefined;
  if (stretched) return stretched;
  if (word.length < 5 || ownWords.has(word)) return undefined;
  const allowed = word.length >= 8 ? 2 : 1;
  let best: { phrase: Phrase; distance: number } | undefined;
  for (const phrase of singleWords) {
    if (phrase.text.charAt(0) !== word.charAt(0) || Math.abs(phrase.text.length - word.length) > allowed) continue;
    const distance = distanceOf(word, phrase.text);
    if (distance <= allowed && (!best || distance < best.distance)) best = { phrase, distance };
  }
  return best?.phrase;
}

/** Edits between two words; two neighbouring letters changed about count as one (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a.charAt(i - 1) === b.charAt(j - 1);
      let least = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + (same ? 0 : 1));
      const crossed = i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1);
      if (crossed) least = Math.min(least, (older[j - 2] ?? 0) + 1);
      row.push(least);
    }
    older = old;
    old = row;
  }
  return old[b.length] ?? a.length;
}
