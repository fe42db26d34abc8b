import { expect, test } from 'vitest';
import { defaultSettings, resolveLook } from '../../../../src/app/journeys/settings/settings.ts';

const phone = { theme: 'dark', fontScale: 1.75, language: 'zh_TW', reducesMotion: false } as const;

test('the app follows the phone until the person chooses', () => {
  expect(resolveLook(defaultSettings, phone)).toEqual({ theme: 'dark', language: 'zh-CN', fontScale: 1.4, reducesMotion: false });
});

test('what the person chose rules', () => {
  const settings = { theme: 'light', language: 'en', textSize: 'large', reducesMotion: true } as const;
  expect(resolveLook(settings, phone)).toEqual({ theme: 'light', language: 'en', fontScale: 1.25, reducesMotion: true });
});

test.each([
  ['zh-CN', 'zh-CN'],
  ['zh_HK', 'zh-CN'],
  ['en-GB', 'en'],
  ['fr', 'en'],
])('a phone set to %s reads %s', (language, expected) => {
  expect(resolveLook(defaultSettings, { ...phone, language }).language).toBe(expected);
});
