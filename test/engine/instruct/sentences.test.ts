import { beforeAll, describe, expect, test } from 'vitest';
import { missesOf, type Said, SENTENCES_TIMEOUT_MS, saySentences } from './sentences.ts';

let said: Said[];
beforeAll(async () => {
  said = await saySentences();
}, SENTENCES_TIMEOUT_MS);

describe('sentences as people say them', () => {
  test('at least 95 in 100 of a wide set do what was meant', () => {
    const misses = said.flatMap(({ state, text, wanted, ran }) => {
      const missed = missesOf(ran, wanted);
      return missed.length > 0 ? [`${state} ${text}: ${missed.join('; ')}`] : [];
    });
    expect(said.length).toBeGreaterThanOrEqual(150);
    expect(1 - misses.length / said.length, misses.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test('a sentence never changes the draft it was said on', () => {
    expect(said.filter(({ untouched }) => !untouched).map(({ text }) => text)).toEqual([]);
  });
});
