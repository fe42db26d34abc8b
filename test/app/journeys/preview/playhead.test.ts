import { expect, test } from 'vitest';
import { keepPlayhead, readPlayhead } from '../../../../src/app/journeys/preview/playhead.ts';

test('a preview opens where it was left, and at the beginning where that is no longer in the film', () => {
  expect(readPlayhead('p1', 10_000)).toBe(0);
  keepPlayhead('p1', 8_000);
  expect([readPlayhead('p1', 10_000), readPlayhead('p1', 8_000), readPlayhead('p2', 10_000)]).toEqual([8_000, 0, 0]);
});
