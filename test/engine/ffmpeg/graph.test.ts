import { describe, expect, test } from 'vitest';
import type { EngineDraft } from '../../../src/engine/draft.ts';
import { type ClipSource, filmRate, layOut } from '../../../src/engine/ffmpeg/graph/film.ts';
import { pictureGraph } from '../../../src/engine/ffmpeg/graph/picture.ts';
import { shapeOf } from '../../../src/engine/ffmpeg/graph/shape.ts';
import { soundGraph, tempoChain } from '../../../src/engine/ffmpeg/graph/sound.ts';
import type { ProbedClip } from '../../../src/engine/probe.ts';
import { draftOf } from '../../support/media.ts';

const facts = (own: Partial<ProbedClip> = {}): ProbedClip => ({
  name: 'clip.mp4',
  kind: 'video',
  durationMs: 30_000,
  width: 1_080,
  height: 1_920,
  fps: 30,
  hasAudio: true,
  sizeBytes: 1,
  container: 'mov',
  codec: 'h264',
  pixelFormat: 'yuv420p',
  profile: 100,
  transfer: 'sdr',
  space: 'bt709',
  range: 'tv',
  rotation: 0,
  pixelShape: 1,
  variableFrameRate: false,
  hasAlpha: false,
  bitrate: 1,
  keyframesMs: [],
  ...own,
});
const clips = new Map<string, ClipSource>([
  ['c1', { path: '/c1.mp4', facts: facts() }],
  ['wide', { path: '/wide.mov', facts: facts({ width: 1_920, height: 1_080, hasAudio: false, fps: 24, rotation: 180 }) }],
  ['hdr', { path: '/hdr.mov', facts: facts({ transfer: 'hlg', rotation: 90, pixelFormat: 'yuv420p10le' }) }],
  [
    'photo',
    { path: '/photo.jpg', facts: facts({ kind: 'image', fps: 0, durationMs: 0, hasAudio: false, pixelFormat: 'yuvj420p', range: 'full' }) },
  ],
]);
const canvas = { width: 1_080, height: 1_920, fps: 30 };
const picture = (draft: EngineDraft): unknown => {
  const film = layOut(draft, clips, canvas);
  return pictureGraph(film, { from: 0, to: film.frames }, [
    { x: 100, y: 200, states: [{ path: '/word.png', from: 10, to: 40, fadeIn: 9 }] },
  ]);
};

describe('the graph', () => {
  test.each([
    ['a trimmed clip', draftOf([{ in: 1_000, out: 4_000 }])],
    ['two shapes joined', draftOf([{ out: 1_000 }, { src: 'wide', out: 1_000 }])],
    ['hdr, turned, covered', draftOf([{ src: 'hdr', out: 2_000, fit: 'cover' }])],
    ['a photo that moves', draftOf([{ src: 'photo', out: 2_000, kenBurns: { from: 1, to: 1.2 } }])],
    ['a crossfade', draftOf([{ out: 2_000 }, { in: 5_000, out: 7_000 }], { transitions: [{ after: 'v1', type: 'crossfade', ms: 500 }] })],
  ])('of %s', (_, draft) => expect(picture(draft)).toMatchSnapshot());

  test('of a picture in the picture turns it upright and brings it to SDR', () => {
    const inset = { id: 'p', n: '', src: 'hdr', s: 0, d: 1_000, in: 0, out: 1_000, pip: { corner: 'top-left' as const, width: 0.3 } };
    const film = layOut(draftOf([{ out: 1_000 }], { t: [{ tt: 0, sg: [inset] }] }), clips, canvas);
    const line = pictureGraph(film, { from: 0, to: 30 }, [])
      .graph.split(';')
      .find((part) => part.startsWith('[1:v]'));
    expect(line).toMatch(/tonemap.*transpose=1/);
  });
  test('of sound with music that steps back', () => {
    const music = {
      tt: 1 as const,
      sg: [{ id: 'a', n: 'x', role: 'bgm' as const, bed: 'calm' as const, s: 0, d: 3_000, in: 0, out: 0, vol: 30, duck: true }],
    };
    expect(soundGraph(layOut(draftOf([{ out: 3_000 }], { t: [music] }), clips, canvas), () => '/bed.wav')).toMatchSnapshot();
  });
});

test.each([
  [{ rotate: 90 as const, crop: { x: 0, y: 0, w: 0.5, h: 0.5 } }],
  [{ fit: 'cover' as const, focus: { x: 1, y: 1 }, zoom: 3 }],
  [{ fit: 'color-pad' as const, rotate: 270 as const }],
  [{ crop: { x: 0.9, y: 0.9, w: 0.4, h: 0.4 }, fit: 'cover' as const }],
])('the crop of %o lies inside the picture', (segment) => {
  for (const { facts: own } of clips.values()) {
    const { scale, turn, crop } = shapeOf(own, { id: 'v', n: '', src: '', s: 0, d: 1, in: 0, out: 1, ...segment }, canvas);
    const [width, height] = turn % 180 === 0 ? [scale.width, scale.height] : [scale.height, scale.width];
    expect(crop.x).toBeGreaterThanOrEqual(0);
    expect(crop.x + crop.width).toBeLessThanOrEqual(width);
    expect(crop.y + crop.height).toBeLessThanOrEqual(height);
    expect([crop.width % 2, crop.height % 2]).toEqual([0, 0]);
  }
});

test('tempo beyond what one filter can is made in steps that multiply to it', () => {
  for (const speed of [0.1, 0.5, 1.5, 2, 3, 16]) {
    const product = tempoChain(speed).reduce((whole, filter) => whole * Number(filter.split('=')[1]), 1);
    expect(product).toBeCloseTo(speed, 3);
  }
});

test('a film is 30 a second, or as slow as its fastest clip', () => {
  expect(filmRate(draftOf([{}]), clips)).toBe(30);
  expect(filmRate(draftOf([{ src: 'wide' }]), clips)).toBe(24);
  expect(filmRate(draftOf([{ src: 'wide' }, { src: 'c1' }]), clips)).toBe(30);
  expect(filmRate(draftOf([{ src: 'photo' }]), clips)).toBe(30);
});

test('a draft without a picture, and one whose clip is gone, say so', () => {
  expect(() => layOut(draftOf([]), clips, canvas)).toThrow(expect.objectContaining({ code: 'draft_empty' }));
  expect(() => layOut(draftOf([{ src: 'gone' }]), clips, canvas)).toThrow(expect.objectContaining({ code: 'not_found' }));
});
