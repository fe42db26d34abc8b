import { expect, describe as group, test } from 'vitest';
import { describe } from '../../../src/engine/look/describe.ts';

const SIZE = 32;
type Paint = (x: number, y: number) => [r: number, g: number, b: number];
const frame = (paint: Paint): Uint8Array =>
  Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, i) => paint(Math.floor(i / 3) % SIZE, Math.floor(i / 3 / SIZE))[i % 3] ?? 0);
const tagsOf = (...paints: Paint[]) => describe({ width: SIZE, height: SIZE, frames: paints.map(frame) });

const sky: Paint = (_, y) => [90 + y, 150 + y, 230];
const leaves: Paint = (x, y) => [30 + ((x * 7 + y * 13) % 40), 110 + ((x * 11 + y * 5) % 60), 30];
const room: Paint = (x, y) => [180 + ((x + y) % 20), 130, 80];
const street: Paint = (x, y) => (x % 4 < 2 ? [120 + y, 118 + y, 116 + y] : [70, 72, 74]);

group('what a clip shows, by its colours', () => {
  test.each<[string, Paint, string[]]>([
    ['a blue sky over ground', (x, y) => (y < 20 ? sky(x, y) : [110, 100, 90]), ['sky']],
    ['leaves', leaves, ['green']],
    ['a dark street', () => [12, 10, 24], ['night', 'dark']],
    ['a warm room', room, ['indoor']],
    ['a grey street', street, []],
  ])('%s', (_, paint, tags) => {
    expect(tagsOf(paint)).toEqual(tags);
  });

  test('the sea under the sky is both', () => {
    expect(tagsOf((x, y) => (y < 16 ? sky(x, y) : [20, 90, 160]))).toEqual(['sky', 'water', 'sea']);
  });

  test('blue stripes on a busy wall are no sky', () => {
    expect(tagsOf((x) => (x % 2 === 0 ? [40, 60, 220] : [100, 150, 255]))).not.toContain('sky');
  });

  test('one odd frame does not decide', () => {
    expect(tagsOf(room, sky, room)).toEqual(['indoor']);
  });

  test('no frames have no tags', () => {
    expect(tagsOf()).toEqual([]);
  });
});
