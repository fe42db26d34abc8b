import { describe, expect, test } from 'vitest';
import { findFocus, type SmallFrames } from '../../../src/engine/probe/saliency.ts';

const [width, height] = [64, 36];
type Pixel = (x: number, y: number, time: number) => [number, number, number];

const draw = (pixel: Pixel, times = 4): SmallFrames => ({
  width,
  height,
  frames: Array.from({ length: times }, (_, time) =>
    Uint8Array.from(Array.from({ length: width * height }, (_, at) => pixel(at % width, Math.floor(at / width), time)).flat()),
  ),
});

/** A tall window of a lying picture. */
const standing = { width: 0.32, height: 1 };
const isIn = (x: number, from: number, to: number): boolean => x >= from && x < to;

describe('the middle of what draws the eye', () => {
  test.each([
    ['left', { at: 6, least: 0.16, most: 0.3 }],
    ['right', { at: 48, least: 0.68, most: 0.84 }],
  ] as const)('is a bright thing that moves on the %s', (_, { at, least, most }) => {
    const { x } = findFocus(
      draw((x, y, time) => (isIn(x, at + time, at + time + 8) && isIn(y, 10, 26) ? [250, 250, 240] : [60, 70, 80])),
      standing,
    );
    expect(x).toBeGreaterThanOrEqual(least);
    expect(x).toBeLessThanOrEqual(most);
  });
  test('is a face rather than the sharp edges of a house', () => {
    const house = (x: number): [number, number, number] => ((x >> 1) % 2 === 0 ? [90, 100, 110] : [120, 130, 140]);
    const { x } = findFocus(
      draw((x, y) => (isIn(x, 44, 54) && isIn(y, 8, 24) ? [222, 170, 140] : x < 20 ? house(x) : [120, 150, 190])),
      standing,
    );
    expect(x).toBeGreaterThan(0.6);
  });
  test('is the middle of a picture without a subject', () => {
    expect(
      findFocus(
        draw(() => [90, 90, 90]),
        standing,
      ),
    ).toEqual({ x: 0.5, y: 0.5 });
  });
  test('counts up and down for a picture that is too tall', () => {
    const { y } = findFocus(
      draw((_, y, time) => (isIn(y, 26 + time, 31 + time) ? [240, 200, 60] : [30, 40, 50])),
      { width: 1, height: 0.4 },
    );
    expect(y).toBeGreaterThan(0.6);
  });
});
