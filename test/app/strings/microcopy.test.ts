import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../../src/app/strings/en.ts';
import { type StringKey, zhCN } from '../../../src/app/strings/zh-CN.ts';
import { readUse } from './used-keys.ts';

/** The designer's words, key by key, as they were agreed. */
const agreed: Record<string, { 'zh-CN': string; en: string }> = JSON.parse(
  readFileSync(new URL('./microcopy.json', import.meta.url), 'utf8'),
);

const voice = 'the plugin that hears words runs on a phone only and is not set up: the keyboard has its own microphone';

/** Agreed words without a place on any screen, and why. The app does not carry them. */
const unplaced: Record<string, string> = {
  'a11y.voice': voice,
  'editor.voice_hold': voice,
  'editor.voice_release': voice,
  'editor.voice_none': voice,
  'editor.voice_denied': voice,
  'perm.mic_title': voice,
  'perm.mic_desc': voice,
  'privacy.r4': voice,
  'privacy.r4_d': voice,
  'app.ready': 'signing in is silent and nothing waits for it',
  'common.copy': 'every button that copies says what it copies',
  'common.more': 'no screen hides things behind such a word',
  'common.refresh': 'the one thing that is refreshed is named: credits.refresh',
  'editor.interrupted': 'the relay hears a reply to its end whatever happens to the phone, so none is cut off',
  'err.size_compressing': 'WeChat tells no progress of compressing: err.size_shrinking says how long it may take',
  'home.hero_sub': 'drawn as two lines: home.hero_sub_1 and home.hero_sub_2',
  'moments.go': 'picture 14 has the three steps without a button',
  'project.duplicate': 'the relay has no call that copies a project',
  'settings.opensource': 'the code has no public address yet',
  'timeline.stale': 'a chat that ends at its newest line has nothing to pull: a line above it reads again with a tap',
  'unit.credits': 'each sentence about credits is agreed as a whole',
};

/** A text as it is for more than one: `{n|clip|clips}` is "clips". */
const inPlural = (text = ''): string => text.replace(/\{\w+\|[^|}]*\|([^}]*)\}/g, '$1');

const isUsed = readUse();
const keys = Object.keys(agreed);

test('every agreed word is said as agreed, in both languages', () => {
  const said = keys.filter((key) => unplaced[key] === undefined);
  const different = said.filter(
    (key) => zhCN[key as StringKey] !== agreed[key]?.['zh-CN'] || inPlural(en[key as StringKey]) !== agreed[key]?.en,
  );
  expect(different).toEqual([]);
});

test('every agreed word has its place on a screen, or a reason why not', () => {
  expect(keys.filter((key) => !isUsed(key)).sort()).toEqual(Object.keys(unplaced).sort());
});

test('words without a place are not carried along', () => {
  expect(Object.keys(unplaced).filter((key) => key in zhCN || key in en)).toEqual([]);
});

test.each([
  ['zh-CN' as const, zhCN],
  ['en' as const, en],
])('the two lines of the first screen say together what was agreed, in %s', (language, words) => {
  const flat = (text = '') => text.replace(/[，\s]/g, '');
  expect(flat(words['home.hero_sub_1'] + words['home.hero_sub_2'])).toBe(flat(agreed['home.hero_sub']?.[language]));
  expect(flat(words['home.hero_1'] + words['home.hero_2'])).toBe(flat(agreed['app.tagline']?.[language]));
});

test('no word of our own is left that no screen says', () => {
  expect(Object.keys(zhCN).filter((key) => agreed[key] === undefined && !isUsed(key))).toEqual([]);
});
