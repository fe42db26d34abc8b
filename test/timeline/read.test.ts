import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Timeline } from '../../src/contract/relay/timeline.ts';
import { effectNameOf } from '../../src/timeline/effect.ts';
import { readTimeline } from '../../src/timeline/read.ts';

const seed = {
  d: 10_000,
  m: { title: 'city', width: 1080, height: 1920 },
  t: [
    { tt: 0, sg: [{ id: 'v1', n: 'city timelapse', s: 0, d: 10_000 }] },
    { tt: 1, sg: [{ id: 'a1', n: 'Lo-fi', s: 0, d: 10_000, vol: 35 }] },
    { tt: 7, sg: [{ id: 't1', tx: 'Urban Dreams', s: 0, d: 3_000 }] },
  ],
};

test("the mission's own draft is read as three tracks", () => {
  const timeline = readTimeline(seed);
  expect(timeline.tracks.map((track) => track.kind)).toEqual(['video', 'audio', 'text']);
  expect(timeline.tracks[0]?.segments[0]).toMatchObject({
    name: 'city timelapse',
    source: { clip: 'city timelapse', inMs: 0, outMs: 10_000 },
  });
  expect(timeline.tracks[1]?.segments[0]).toMatchObject({ name: 'Lo-fi', volume: 35 });
  expect(timeline.tracks[1]?.segments[0]).not.toHaveProperty('source');
  expect(timeline.tracks[2]?.segments[0]).toMatchObject({ text: 'Urban Dreams', style: { size: 0.055, x: 0.5, y: 0.22 } });
});

test('segments without times follow one another, each as long as what it takes of its clip', () => {
  const timeline = readTimeline({
    t: [
      {
        tt: 0,
        sg: [
          { src: 'a', in: 1_000, out: 5_000, speed: 2 },
          { src: 'b', in: 0, out: 3_000 },
        ],
      },
    ],
  });
  expect(timeline.tracks[0]?.segments.map(({ startMs, durationMs }) => [startMs, durationMs])).toEqual([
    [0, 2_000],
    [2_000, 3_000],
  ]);
  expect(timeline.durationMs).toBe(5_000);
});

test('unknown track types are kept as other, and several tracks of one kind stay several', () => {
  const timeline = readTimeline({ t: [{ tt: 0 }, { tt: 42, sg: [{ id: 'x' }] }, { tt: 0, sg: [] }, { sg: null }] });
  expect(timeline.tracks.map((track) => track.kind)).toEqual(['video', 'other', 'video', 'other']);
});

test("the engine's looks, moves and transitions are named as effects; defaults are not", () => {
  const timeline = readTimeline({
    t: [
      {
        tt: 0,
        sg: [
          { id: 'a', src: 'c1', d: 1000, look: 'warm', zoom: 1, fit: 'blur-pad', reverse: true, kenBurns: { to: 2, from: 1 } },
          { id: 'b', src: 'c2', d: 1000, brightness: 0 },
        ],
      },
    ],
    transitions: [{ after: 'a', type: 'wipe', ms: 500 }],
  });
  expect(timeline.tracks[0]?.segments[0]?.effects).toEqual(['reverse', 'look:warm', 'move:{from:1,to:2}']);
  expect(timeline.tracks[0]?.segments[1]?.effects).toEqual(['transition:wipe/500']);
  expect(effectNameOf('transition:wipe/500')).toBe('transition');
});

test('a muted segment has the volume 0, not 100', () => {
  expect(readTimeline({ t: [{ tt: 0, sg: [{ id: 'a', vol: 0 }] }] }).tracks[0]?.segments[0]?.volume).toBe(0);
});

test('ids stay unique where a draft repeats or lacks them, and do not depend on the place', () => {
  const one = readTimeline({ t: [{ tt: 0, sg: [{ n: 'a' }, { n: 'b' }, { id: 'x' }, { id: 'x' }] }] });
  const two = readTimeline({ t: [{ tt: 0, sg: [{ n: 'b' }, { n: 'a' }] }] });
  const ids = one.tracks[0]?.segments.map((segment) => segment.id) ?? [];
  expect(new Set(ids).size).toBe(4);
  expect(two.tracks[0]?.segments[1]?.id).toBe(ids[0]);
});

test.each([[null], [undefined], [7], ['draft'], [[]], [{ t: 5 }], [{ t: [null, 3, { sg: [null, 'x'] }] }], [{ m: null, d: 'x' }]])(
  '%j is read without failing',
  (draft) => {
    expect(Timeline.safeParse(readTimeline(draft)).success).toBe(true);
  },
);

test('anything at all is read as a valid timeline', () => {
  const keys = fc.constantFrom(
    't',
    'tt',
    'sg',
    'd',
    'm',
    's',
    'n',
    'tx',
    'in',
    'out',
    'src',
    'speed',
    'vol',
    'id',
    'width',
    'transitions',
    'role',
  );
  const { draft } = fc.letrec((tie) => ({
    draft: fc.oneof(
      { depthSize: 'medium' },
      fc.jsonValue(),
      fc.array(tie('draft'), { maxLength: 4 }),
      fc.dictionary(keys, tie('draft')),
      fc.double(),
      fc.constantFrom(0, 1, 7),
    ),
  }));
  fc.assert(fc.property(draft, (value) => Timeline.safeParse(readTimeline(value)).success));
});
