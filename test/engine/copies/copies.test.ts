import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  FILMSTRIP,
  isHeavy,
  makeFilmstrip,
  makeMezzanine,
  makePoster,
  makeProxy,
  makeWaveform,
  mezzanineFacts,
  peaksOf,
} from '../../../src/engine/copies.ts';
import { type ClipSource, layOut } from '../../../src/engine/ffmpeg/graph/film.ts';
import { pictureGraph } from '../../../src/engine/ffmpeg/graph/picture.ts';
import { readPcm } from '../../../src/engine/ffmpeg/pcm.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { cutPieces } from '../../../src/engine/render/pieces.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { createMediaBench, makeClip, rotateByMetadata, testGraph } from '../../support/clips.ts';
import { draftOf, frameAtSecond, sourceOf } from '../../support/media.ts';

let runner: Runner;
let dir: string;
let clip: ClipSource;
const signal = new AbortController().signal;
const at = (name: string): string => path.join(dir, name);

beforeAll(async () => {
  ({ runner, dir } = await createMediaBench());
  await makeClip(runner, at('plain.mp4'), { graph: testGraph('640x360', 3) });
  await rotateByMetadata(at('plain.mp4'), at('turned.mp4'), 90);
  clip = await sourceOf(runner, at('turned.mp4'));
});
afterAll(() => runner.dispose());

test('the poster of a turned clip is upright', async () => {
  await makePoster({ runner, clip, target: at('poster.jpg'), signal });
  expect((await sourceOf(runner, at('poster.jpg'))).facts).toMatchObject({ kind: 'image', width: 360, height: 640, codec: 'mjpeg' });
});

test('the proxy has baked-in rotation, a key frame every half second, and the sound', async () => {
  await makeProxy({ runner, clip, target: at('proxy.mp4'), signal });
  const { facts } = await sourceOf(runner, at('proxy.mp4'));
  expect(facts).toMatchObject({ codec: 'h264', width: 360, height: 640, rotation: 0, hasAudio: true, pixelFormat: 'yuv420p' });
  expect(facts.keyframesMs.slice(0, 4)).toEqual([0, 500, 1_000, 1_500]);
  expect((await readFile(at('proxy.mp4'))).indexOf('moov')).toBeLessThan(1_000);
});

test('the filmstrip holds frames of the whole clip side by side', async () => {
  await makeFilmstrip({ runner, clip, target: at('strip.jpg'), signal });
  expect((await sourceOf(runner, at('strip.jpg'))).facts).toMatchObject({ height: FILMSTRIP.height, width: 60 * 6 });
});

test('the waveform has one peak per step and the loudest at 100', async () => {
  await makeWaveform({ runner, clip, target: at('wave.json'), signal });
  const { stepMs, peaks } = JSON.parse(await readFile(at('wave.json'), 'utf8'));
  expect(stepMs).toBe(50);
  expect(peaks.length).toBeGreaterThan(57);
  expect(Math.max(...peaks)).toBe(100);
  expect(peaksOf(new Float32Array([0, 0.5, -1, 0.25]), 2)).toEqual([50, 100]);
});

describe('the mezzanine of an HDR clip that stands by its metadata', () => {
  const hlg =
    'testsrc2=s=640x360:r=30:d=3,zscale=t=arib-std-b67:p=2020:m=2020_ncl:r=tv:tin=709:pin=709:min=709:rin=tv:npl=203,format=yuv420p10le[vout]';
  let heavy: ClipSource;
  let light: ClipSource;

  beforeAll(async () => {
    await makeClip(runner, at('hlg-flat.mp4'), {
      graph: hlg,
      video: {
        codec: 'libx265',
        options: { preset: 'ultrafast', 'x265-params': 'colorprim=9:transfer=18:colormatrix=9:log-level=none' },
        fps: 30,
      },
    });
    heavy = await sourceOf(runner, await rotateByMetadata(at('hlg-flat.mp4'), at('hlg.mp4'), 90));
    await makeMezzanine({ runner, clip: heavy, target: at('mezzanine.mp4'), signal });
    light = { ...heavy, light: { path: at('mezzanine.mp4'), facts: mezzanineFacts(heavy.facts) } };
  });

  test('is what its facts say', async () => {
    const { name, sizeBytes, bitrate, keyframesMs, ...facts } = (await sourceOf(runner, at('mezzanine.mp4'))).facts;
    expect(mezzanineFacts(heavy.facts)).toMatchObject({ ...facts, hasAudio: false });
    expect(keyframesMs.slice(0, 3)).toEqual([0, 1_000, 2_000]);
  });

  test('gives the pictures of the clip, and pieces that stand for the same', async () => {
    const draft = draftOf([{ in: 500, out: 2_500 }]);
    const [from, via] = await Promise.all(
      [heavy, light].map(async (source, index) => {
        const renderer = createRenderer({ runner, dir: at(`kept-${index}`) });
        const film = await renderer.render({ draft, clips: new Map([['c1', source]]), target: at(`film-${index}.mp4`), signal });
        const frame = await frameAtSecond(runner, film.path, 1);
        return [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((place) => frame.at(place, place));
      }),
    );
    for (const [index, value] of (from ?? []).entries()) expect(Math.abs(value - (via?.[index] ?? 0))).toBeLessThan(12);
    const canvas = { width: 360, height: 640, fps: 30 };
    const keysOf = (source: ClipSource): string[] => cutPieces(layOut(draft, new Map([['c1', source]]), canvas)).map(({ key }) => key);
    expect(keysOf(light)).toEqual(keysOf(heavy));
  });

  test.each([
    ['is read for the whole picture', {}, true],
    ['is not read for so small a part that it would be seen', { zoom: 3 }, false],
  ])('%s', (_, segment, isRead) => {
    const film = layOut(draftOf([{ out: 1_000, ...segment }]), new Map([['c1', light]]), { width: 360, height: 640, fps: 30 });
    const { inputs } = pictureGraph(film, { from: 0, to: 30 }, []);
    expect(inputs[0]?.path).toBe(at(isRead ? 'mezzanine.mp4' : 'hlg.mp4'));
  });

  test.each([
    ['4K', { width: 2_160, height: 3_840 }, true],
    ['1080p', { width: 1_080, height: 1_920 }, false],
    ['1080p in HDR', { transfer: 'hlg' as const }, true],
    ['4K of an hour', { width: 2_160, height: 3_840, durationMs: 3_600_000 }, false],
    ['4K for slow motion', { width: 2_160, height: 3_840, fps: 120 }, false],
    ['a photo', { kind: 'image' as const, width: 4_000, height: 3_000 }, false],
  ])('%s gets one, or not', (_, change, isOne) => {
    const plain = { ...heavy.facts, width: 1_080, height: 1_920, transfer: 'sdr' as const, durationMs: 30_000 };
    expect(isHeavy({ ...plain, ...change })).toBe(isOne);
  });
});

test('sound is read as one channel at the rate asked for', async () => {
  const pcm = await readPcm(runner, clip.path, { sampleRate: 16_000, signal });
  expect(pcm.length / 16_000).toBeCloseTo(3, 1);
  expect(Math.max(...pcm)).toBeGreaterThan(0.05);
});
