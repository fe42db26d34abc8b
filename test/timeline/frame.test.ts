import { expect, test } from 'vitest';
import type { Segment } from '../../src/contract/relay/timeline.ts';
import { TRACK_TYPE } from '../../src/contract/upstream/draft.ts';
import { shapeOf } from '../../src/engine/ffmpeg/graph/shape.ts';
import type { ProbedClip } from '../../src/engine/probe.ts';
import { frameOf } from '../../src/timeline/frame.ts';
import { readTimeline } from '../../src/timeline/read.ts';

const upright = { width: 1_080, height: 1_920 };
const lying = { width: 1_280, height: 720 };

type Wire = Record<string, unknown>;
const read = (more: Wire): Segment => {
  const wire = { id: 'v', n: 'a.mp4', src: 'c1', s: 0, d: 1_000, in: 0, out: 1_000, ...more };
  const [segment] = readTimeline({ t: [{ tt: TRACK_TYPE.video, sg: [wire] }] }).tracks.flatMap(({ segments }) => segments);
  if (!segment) throw new TypeError('a clip is a segment');
  return segment;
};

const cases: { more: Wire; clip: typeof lying; fill: string | undefined }[] = [
  { more: {}, clip: lying, fill: 'blur' },
  { more: { fit: 'cover' }, clip: lying, fill: undefined },
  { more: { fit: 'subject-crop', focus: { x: 0.8, y: 0.5 } }, clip: lying, fill: undefined },
  { more: { fit: 'color-pad', fill: '#ffffff' }, clip: lying, fill: '#ffffff' },
  { more: { fit: 'color-pad' }, clip: { width: 640, height: 480 }, fill: '#000000' },
  { more: { zoom: 1.5 }, clip: lying, fill: 'blur' },
  { more: { zoom: 2, fit: 'cover' }, clip: upright, fill: undefined },
  { more: {}, clip: { width: 607, height: 1_081 }, fill: undefined },
];

test.each(cases)('the preview lays a clip of $clip.width × $clip.height with $more where the export does', ({ more, clip, fill }) => {
  const facts = { width: clip.width, height: clip.height, rotation: 0 } as ProbedClip;
  const { scale, crop } = shapeOf(facts, { id: 'v', n: '', src: 'c1', s: 0, d: 1, in: 0, out: 1, ...more }, upright);
  const frame = frameOf(read(more), clip, upright);
  expect(frame.fill).toBe(fill);
  expect(frame.width * upright.width).toBeCloseTo(scale.width, -1);
  expect(frame.height * upright.height).toBeCloseTo(scale.height, -1);
  expect(Math.abs(frame.left * upright.width - ((upright.width - crop.width) / 2 - crop.x))).toBeLessThan(4);
  expect(Math.abs(frame.top * upright.height - ((upright.height - crop.height) / 2 - crop.y))).toBeLessThan(4);
});

test('a clip whose size nobody knows covers the canvas', () => {
  expect(frameOf(read({}), {}, upright)).toEqual({ left: 0, top: 0, width: 1, height: 1 });
});
