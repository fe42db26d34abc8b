import { expect, test } from 'vitest';
import { positionAt } from '../../src/timeline/position.ts';
import { readTimeline } from '../../src/timeline/read.ts';

const timeline = readTimeline({
  t: [
    {
      tt: 0,
      sg: [
        { id: 'a', src: 'c1', in: 2000, out: 6000, s: 0, d: 2000, speed: 2 },
        { id: 'b', src: 'c2', in: 0, out: 3000, s: 2000, d: 3000, reverse: true },
        { id: 'c', src: 'c3', in: 500, out: 500, s: 5000, d: 1000, freeze: true },
      ],
    },
  ],
});

test.each([
  [0, 'a', 2000],
  [1000, 'a', 4000],
  [2000, 'b', 3000],
  [4999, 'b', 1],
  [5400, 'c', 500],
])('at %i ms the film shows %s at %i ms of its clip', (ms, id, clipMs) => {
  expect(positionAt(timeline, ms)).toMatchObject({ segment: { id }, clipMs });
});

test('the segment to have ready is the next one, and there is none after the last', () => {
  expect(positionAt(timeline, 100)?.next?.id).toBe('b');
  expect(positionAt(timeline, 5500)).not.toHaveProperty('next');
});

test('past the end there is nothing', () => {
  expect(positionAt(timeline, 6000)).toBeUndefined();
  expect(positionAt(readTimeline(null), 0)).toBeUndefined();
});
