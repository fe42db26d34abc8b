import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILMSTRIP, makeFilmstrip, makePoster, makeProxy, makeWaveform, peaksOf } from '../../../src/engine/copies.ts';
import type { ClipSource } from '../../../src/engine/ffmpeg/graph/film.ts';
import { readPcm } from '../../../src/engine/ffmpeg/pcm.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { createMediaBench, makeClip, rotateByMetadata, testGraph } from '../../support/clips.ts';
import { sourceOf } from '../../support/media.ts';

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

test('sound is read as one channel at the rate asked for', async () => {
  const pcm = await readPcm(runner, clip.path, { sampleRate: 16_000, signal });
  expect(pcm.length / 16_000).toBeCloseTo(3, 1);
  expect(Math.max(...pcm)).toBeGreaterThan(0.05);
});
