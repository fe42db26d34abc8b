import { describe, expect, test } from 'vitest';
import { given } from './given.ts';
import { say } from './run.ts';
import { missesOf, readSentences } from './sentences.ts';

const sentences = readSentences();

describe('sentences as people say them', () => {
  test('at least 95 in 100 of a wide set do what was meant', async () => {
    const misses: string[] = [];
    for (const { state, text, wanted } of sentences) {
      const start = given[state]?.();
      if (!start) throw new Error(`no state ${state}`);
      const missed = missesOf(await say(text, start), wanted);
      if (missed.length > 0) misses.push(`${state} ${text}: ${missed.join('; ')}`);
    }
    expect(sentences.length).toBeGreaterThanOrEqual(150);
    expect(1 - misses.length / sentences.length, misses.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test('a sentence never changes the draft it was said on', async () => {
    for (const { state, text } of sentences) {
      const start = given[state]?.();
      if (!start) throw new Error(`no state ${state}`);
      const before = JSON.stringify(start.session.draft);
      await say(text, start);
      expect(JSON.stringify(start.session.draft), text).toBe(before);
    }
  });
});
