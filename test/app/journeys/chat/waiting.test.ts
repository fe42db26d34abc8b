import { expect, test } from 'vitest';
import { readPatience } from '../../../../src/app/journeys/chat/waiting.ts';

test.each([
  [0, 'none'],
  [9_999, 'none'],
  [10_000, 'brief'],
  [30_000, 'normal'],
  [119_999, 'normal'],
  [120_000, 'long'],
  [300_000, 'very_long'],
  [900_000, 'over'],
])('after %i ms the wait is "%s"', (elapsedMs, patience) => {
  expect(readPatience(elapsedMs)).toBe(patience);
});
