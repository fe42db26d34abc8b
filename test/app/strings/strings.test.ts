import { expect, test } from 'vitest';
import { en } from '../../../src/app/strings/en.ts';
import { createTranslate } from '../../../src/app/strings/translate.ts';
import { type StringKey, zhCN } from '../../../src/app/strings/zh-CN.ts';

const keys = Object.keys(zhCN) as StringKey[];
const gapsOf = (text: string) => [...new Set(text.match(/\{\w+(?=[}|])/g) ?? [])].sort();

test('both languages have the same keys with the same gaps', () => {
  expect(Object.keys(en).sort()).toEqual([...keys].sort());
  const different = keys.filter((key) => gapsOf(zhCN[key]).join() !== gapsOf(en[key]).join());
  expect(different).toEqual([]);
});

test('no text shows a technical word, a code or a stiff phrase', () => {
  const technical = /\b(token|session|SSE|API|HTTP|timeout|1001|1002|2001|4001|4002|402|429)\b|您|抱歉|请稍候|操作失败/i;
  expect(keys.filter((key) => technical.test(zhCN[key]) || technical.test(en[key]))).toEqual([]);
});

test('gaps are filled, zero included, and a gap without a value stays readable', () => {
  const t = createTranslate('en');
  expect(t('a11y.credits', { n: 0 })).toBe('0 credits');
  expect(t('a11y.credits')).toBe('{n} credits');
});

test('one thing is told in the singular', () => {
  const t = createTranslate('en');
  expect([0, 1, 2].map((n) => t('change.subs_change', { n }))).toEqual([
    '0 subtitles changed',
    '1 subtitle changed',
    '2 subtitles changed',
  ]);
  expect(t('unit.clips')).toBe('{n} clips');
});
