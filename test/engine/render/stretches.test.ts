import { describe, expect, test } from 'vitest';
import { framesOf, stretchesOf } from '../../../src/engine/render/stretches.ts';

const pieces = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ key: `${from + index}`, from: (from + index) * 90, to: (from + index + 1) * 90 }));

describe('stretches', () => {
  test('are as long as possible for one encoder', () => {
    expect(stretchesOf([...pieces(3), ...pieces(2, 5)], 1).map(framesOf)).toEqual([270, 180]);
  });
  test('for two encoders are two long ones and then short ones, so that both end together', () => {
    expect(stretchesOf(pieces(10), 2).map(framesOf)).toEqual([360, 360, 90, 90]);
  });
  test('part two pieces between two encoders', () => {
    expect(stretchesOf(pieces(2), 2).map(framesOf)).toEqual([90, 90]);
  });
  test.each([1, 2, 3, 4])('hold every piece once, in order and without a gap, for %i encoders', (abreast) => {
    const missing = [...pieces(7), ...pieces(1, 9), ...pieces(30, 12)];
    const stretches = stretchesOf(missing, abreast);
    for (const stretch of stretches)
      for (const [index, { from }] of stretch.entries()) if (index > 0) expect(from).toBe(stretch[index - 1]?.to);
    expect(stretches.flat().sort((a, b) => a.from - b.from)).toEqual(missing);
  });
});
