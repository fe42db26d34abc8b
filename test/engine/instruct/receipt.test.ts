import { beforeAll, describe, expect, test } from 'vitest';
import { captionsOf, filmOf, musicOf, titlesOf, voicesOf } from '../../../src/engine/edits/tracks.ts';
import type { Ran } from './run.ts';
import { type Said, SENTENCES_TIMEOUT_MS, saySentences } from './sentences.ts';

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A word of the receipt, and whether the two drafts bear it out. */
const claims: { said: RegExp; isTrue: (ran: Ran) => boolean }[] = [
  { said: /(\d+) 秒 → |\d+ s → /, isTrue: ({ before, after }) => before.d !== after.d },
  { said: /^改好了|^Done/, isTrue: ({ before, after }) => !isSame(before, after) },
  { said: /原声|original sound/, isTrue: ({ before, after }) => !isSame(soundOf(before), soundOf(after)) },
  { said: /倍速|× speed/, isTrue: ({ before, after }) => !isSame(speedOf(before), speedOf(after)) },
  {
    said: /[加换去]了?(成)?[^。；]*配乐「|music “[^”]*” (added|removed)/,
    isTrue: (ran) => !isSame(musicOf(ran.before), musicOf(ran.after)),
  },
  { said: /标题「|title “/, isTrue: (ran) => !isSame(titlesOf(ran.before), titlesOf(ran.after)) },
  { said: /条字幕|captions? (added|removed|restyled)/, isTrue: (ran) => !isSame(captionsOf(ran.before), captionsOf(ran.after)) },
  { said: /加了配音|voice-over added/, isTrue: (ran) => voicesOf(ran.after).length > voicesOf(ran.before).length },
  { said: /画面改成|now (square|vertical|landscape)/, isTrue: ({ before, after }) => !isSame(before.m, after.m) },
];
const soundOf = (draft: Ran['after']) => filmOf(draft).map(({ vol = 100 }) => vol);
const speedOf = (draft: Ran['after']) => filmOf(draft).map(({ speed = 1 }) => speed);

/** What is said to have been done: the first sentence, when anything changed. */
const receiptOf = ({ text, outcome }: Ran): string => (outcome === 'applied' ? (/^[^。]*?(?:。|\. |\.$)/.exec(text)?.[0] ?? text) : '');

let said: Said[];
beforeAll(async () => {
  said = await saySentences();
}, SENTENCES_TIMEOUT_MS);

describe('what the editor says it did', () => {
  test('no sentence gets a receipt that the drafts do not bear out', () => {
    const lies = said.flatMap(({ text, ran }) => {
      const receipt = receiptOf(ran);
      return claims.filter((claim) => claim.said.test(receipt) && !claim.isTrue(ran)).map((claim) => `${text}: ${receipt} (${claim.said})`);
    });
    expect(lies).toEqual([]);
  });

  test('a change is never answered as if nothing had changed, and a sentence never goes unanswered', () => {
    for (const { text, ran } of said) {
      expect(ran.text.trim(), text).not.toBe('');
      expect(ran.outcome === 'applied', text).toBe(!isSame(ran.before, ran.after));
    }
  });
});
