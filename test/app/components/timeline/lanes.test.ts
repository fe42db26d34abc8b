import { describe, expect, test } from 'vitest';
import { boxOf, mergeLanes, nearestSegment, splitLanes } from '../../../../src/app/components/timeline/lanes.ts';
import type { Segment, Timeline, TrackKind } from '../../../../src/contract/relay/timeline.ts';

const segment = (id: string, startMs: number, durationMs: number): Segment => ({
  id,
  name: id,
  startMs,
  durationMs,
  speed: 1,
  volume: 100,
  effects: [],
});
const timeline = (...tracks: [TrackKind, Segment[]][]): Timeline => ({
  durationMs: 10_000,
  canvas: { width: 1080, height: 1920 },
  tracks: tracks.map(([kind, segments]) => ({ kind, segments })),
});

describe('lanes of the stage', () => {
  test('film, sound and words have a lane even while they are empty', () => {
    expect(mergeLanes(timeline()).map(({ kind }) => kind)).toEqual(['video', 'audio', 'text']);
  });

  test('tracks of a kind share one lane, and kinds nobody knows get one of their own', () => {
    const lanes = mergeLanes(timeline(['audio', [segment('a', 0, 1)]], ['other', [segment('o', 0, 1)]], ['audio', [segment('b', 0, 1)]]));
    expect(lanes.map(({ kind, segments }) => [kind, segments.map(({ id }) => id)])).toEqual([
      ['video', []],
      ['audio', ['a', 'b']],
      ['text', []],
      ['other', ['o']],
    ]);
  });
});

test('a logo over the film does not hide it on the stage', () => {
  const [film] = mergeLanes(timeline(['video', [segment('film', 0, 9_000)]], ['video', [segment('logo', 0, 9_000)]]));
  expect(film?.segments.map(({ id }) => id)).toEqual(['film']);
});

describe('lanes of the sheet', () => {
  test('a kind has two lanes at most, and the second says how many more there are', () => {
    const sounds = (['a', 'b', 'c', 'd'] as const).map((id): [TrackKind, Segment[]] => ['audio', [segment(id, 0, 1)]]);
    const lanes = splitLanes(timeline(...sounds)).filter(({ kind }) => kind === 'audio');
    expect(lanes.map(({ hidden, segments }) => [segments[0]?.id, hidden])).toEqual([
      ['a', 0],
      ['b', 2],
    ]);
  });
});

describe('a segment in its lane', () => {
  test('lies where its time says, in percent', () => {
    expect(boxOf(segment('a', 2500, 5000), 10_000, 200)).toEqual({ left: '25.000%', width: '50.000%', hasLabel: true });
  });

  test('is never thinner than 3 px, and has no label below 30', () => {
    expect(boxOf(segment('a', 0, 10), 10_000, 200)).toMatchObject({ width: '1.500%', hasLabel: false });
  });

  test('of a film without length does not divide by zero', () => {
    expect(boxOf(segment('a', 0, 0), 0, 200).left).toBe('0.000%');
  });
});

describe('a tap on a lane', () => {
  const lane = mergeLanes(timeline(['video', [segment('a', 0, 4000), segment('b', 5000, 5000)]]))[0];
  const size = { durationMs: 10_000, widthPx: 200 };

  test.each([
    ['inside of a segment', 0.2, 'a'],
    ['within 12 px of the nearest', 0.49, 'b'],
    ['closer to the first of two', 0.42, 'a'],
  ])('%s finds it', (_, share, id) => {
    expect(nearestSegment(lane, share, size)?.id).toBe(id);
  });

  test('far from all finds none', () => {
    const lonely = mergeLanes(timeline(['text', [segment('t', 0, 500)]]))[2];
    expect(nearestSegment(lonely, 0.5, size)).toBeUndefined();
  });
});
