import { expect, test } from 'vitest';
import { readMusic, readNextShot, readShot, readUnseen, timelineMs } from '../../../../src/app/journeys/preview/preview.ts';
import type { Clip } from '../../../../src/contract/relay/clip.ts';
import type { Segment, Timeline } from '../../../../src/contract/relay/timeline.ts';

const clip: Clip = { id: 'clip0001', draftName: 'c1', name: 'a.mp4', kind: 'video', sizeBytes: 1, durationMs: 20_000, playUrl: '/play' };
const segment = (id: string, startMs: number, more: Partial<Segment> = {}): Segment => ({
  id,
  name: id,
  startMs,
  durationMs: 4_000,
  speed: 1,
  volume: 100,
  effects: [],
  source: { clip: 'c1', inMs: 10_000, outMs: 14_000 },
  ...more,
});
const film = (...segments: Segment[]): Timeline => ({
  durationMs: 8_000,
  canvas: { width: 9, height: 16 },
  tracks: [{ kind: 'video', segments }],
});

test('a shot knows where its clip stands, and the way back', () => {
  const timeline = film(segment('a', 0), segment('b', 4_000, { speed: 2 }));
  expect(readShot(timeline, [clip], 1_500)?.clipMs).toBe(11_500);
  const fast = readShot(timeline, [clip], 5_000);
  expect(fast?.clipMs).toBe(12_000);
  expect(fast && timelineMs(fast, 12_000)).toBe(5_000);
  expect(readNextShot(timeline, [clip], 1_500)?.segment.id).toBe('b');
  expect(readNextShot(timeline, [clip], 5_000)).toBeUndefined();
});

test('sound that only the upstream has is listed, a clip of the person is played', () => {
  const timeline = film(segment('a', 0));
  timeline.tracks.push({ kind: 'audio', segments: [segment('own', 0), segment('made', 0, { source: undefined })] });
  expect(readMusic(timeline, [clip]).map((music) => music.segment.id)).toEqual(['own']);
  expect(readUnseen(timeline, [clip])).toEqual(['music']);
});

test('effects are listed once, by the word the person knows', () => {
  const timeline = film(
    segment('a', 0, { effects: ['look:warm', 'warmth:2', 'fit:cover'] }),
    segment('b', 4_000, { effects: ['transition:wipe/500', 'look:cold'] }),
  );
  expect(readUnseen(timeline, [clip])).toEqual(['look', 'transition']);
});
