import { describe, expect, test } from 'vitest';
import { findShaky } from '../../../src/engine/speech/shake.ts';

const width = 48;
const height = 80;
const everyMs = 100;

/** A textured picture seen through a window at each place. */
function frames(places: [number, number][]): Uint8Array[] {
  const texture = (x: number, y: number) => Math.round(127 + 60 * Math.sin(x / 3) + 60 * Math.cos(y / 4 + x / 9));
  return places.map(([dx, dy]) =>
    Uint8Array.from({ length: width * height }, (_, i) => texture((i % width) + dx, Math.floor(i / width) + dy)),
  );
}

const still = (count: number): [number, number][] => Array.from({ length: count }, () => [0, 0]);
const shaken = (count: number): [number, number][] => Array.from({ length: count }, (_, i) => [i % 2 === 0 ? 2 : -1, i % 3 === 0 ? -2 : 1]);

describe('a hand that shakes', () => {
  test('is found at the start, and only there', () => {
    const [found, ...others] = findShaky({ width, height, everyMs, frames: frames([...shaken(30), ...still(60)]) });
    expect(others).toEqual([]);
    expect(found?.startMs).toBe(0);
    expect(Math.abs((found?.endMs ?? 0) - 3_000)).toBeLessThanOrEqual(300);
  });

  test.each([
    ['a picture that stands still', still(60)],
    ['a slow pan', Array.from({ length: 60 }, (_, i): [number, number] => [i, 0])],
    ['a single jerk', [...still(20), [3, 3] as [number, number], ...still(20)]],
  ])('%s is not shaky', (_, places) => {
    expect(findShaky({ width, height, everyMs, frames: frames(places) })).toEqual([]);
  });
});
