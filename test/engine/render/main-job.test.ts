import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClipSource } from '../../../src/engine/ffmpeg/graph/film.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { probeClip } from '../../../src/engine/probe.ts';
import { createRenderer, type Renderer } from '../../../src/engine/render/renderer.ts';
import { colourGraph, createMediaBench, makeClip, testGraph } from '../../support/clips.ts';
import { draftOf, frameAtSecond, loudnessBetween, sourceOf } from '../../support/media.ts';
import { quickest } from '../../support/pace.ts';

let runner: Runner;
let dir: string;
let renderer: Renderer;
let clips: Map<string, ClipSource>;
const signal = new AbortController().signal;
const at = (name: string): string => path.join(dir, name);

beforeAll(async () => {
  ({ runner, dir } = await createMediaBench());
  renderer = createRenderer({ runner, dir: at('kept') });
  await makeClip(runner, at('red.mp4'), { graph: colourGraph('red', '180x320', 3) });
  await makeClip(runner, at('blue.mp4'), {
    graph: 'color=c=blue:s=320x180:r=25:d=2[vout]',
    video: { codec: 'libx264', options: { preset: 'ultrafast' }, fps: 25 },
  });
  await makeClip(runner, at('test.mp4'), { graph: testGraph('180x320', 3) });
  clips = new Map([
    ['c1', await sourceOf(runner, at('red.mp4'))],
    ['c2', await sourceOf(runner, at('blue.mp4'))],
    ['c3', await sourceOf(runner, at('test.mp4'))],
  ]);
});
afterAll(() => runner.dispose());

describe('the main job', () => {
  test('a range of two clips of different shape becomes one film with a title and the sound that is there', async () => {
    const shares: number[] = [];
    const draft = draftOf(
      [
        { src: 'c1', in: 500, out: 2_000 },
        { src: 'c2', in: 0, out: 1_500 },
      ],
      { texts: [{ tx: '周末 Weekend 🎉', s: 0, d: 1_000, size: 0.08 }] },
    );
    const film = await renderer.render({ draft, clips, target: at('film.mp4'), signal, onProgress: (share) => shares.push(share) });
    expect(film).toMatchObject({ width: 360, height: 640, fps: 30, durationMs: 3_000 });
    expect(film.sizeBytes).toBe((await stat(at('film.mp4'))).size);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    const facts = await probeClip(runner, { path: at('film.mp4'), name: 'film.mp4' }, signal);
    expect(facts).toMatchObject({
      codec: 'h264',
      profile: 100,
      pixelFormat: 'yuv420p',
      space: 'bt709',
      range: 'tv',
      width: 360,
      height: 640,
      fps: 30,
      audioCodec: 'aac',
      sampleRate: 48_000,
      audioChannels: 2,
      variableFrameRate: false,
    });
    expect(facts.durationMs).toBe(3_000);
    const first = await frameAtSecond(runner, at('film.mp4'), 0.5);
    expect(first.at(0.5, 0.6)[0]).toBeGreaterThan(200);
    const white = Array.from({ length: 400 }, (_, index) => first.at((index % 20) / 19, 0.15 + Math.floor(index / 20) / 140)).filter(
      ([r, g, b]) => r > 200 && g > 200 && b > 200,
    );
    expect(white.length).toBeGreaterThan(5);
    const later = await frameAtSecond(runner, at('film.mp4'), 2.2);
    expect(later.at(0.5, 0.5)[2]).toBeGreaterThan(200);
    expect(await loudnessBetween(runner, at('film.mp4'), [0.2, 1.3])).toBeGreaterThan(0.05);
    expect(await loudnessBetween(runner, at('film.mp4'), [1.7, 2.9])).toBeLessThan(0.001);
    const bytes = await readFile(at('film.mp4'));
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(bytes.includes('"Label":"1"')).toBe(true);
  });

  test('a muted clip is silent, and music lies under the film', async () => {
    const music = {
      tt: 1 as const,
      sg: [{ id: 'a1', n: 'lofi', role: 'bgm' as const, bed: 'lofi' as const, s: 0, d: 2_000, in: 0, out: 0, vol: 60 }],
    };
    const quiet = await renderer.render({ draft: draftOf([{ src: 'c1', out: 2_000, vol: 0 }]), clips, target: at('quiet.mp4'), signal });
    expect(await loudnessBetween(runner, quiet.path, [0, 2])).toBeLessThan(0.001);
    const loud = await renderer.render({
      draft: draftOf([{ src: 'c1', out: 2_000, vol: 0 }], { t: [music] }),
      clips,
      target: at('loud.mp4'),
      signal,
    });
    expect(await loudnessBetween(runner, loud.path, [0.3, 1.5])).toBeGreaterThan(0.01);
  });

  test('a render that is stopped ends at once and leaves no file', async () => {
    const tookMs = await quickest(300, async () => {
      const stop = new AbortController();
      let stoppedAt = 0;
      const onProgress = () => {
        stoppedAt ||= performance.now();
        stop.abort();
      };
      const draft = draftOf([{ src: 'c3', out: 3_000 }], { m: { title: '', width: 1_080, height: 1_920 } });
      const work = renderer.render({ draft, clips, target: at('stopped.mp4'), signal: stop.signal, onProgress });
      await expect(work).rejects.toThrow(/abort/i);
      return performance.now() - stoppedAt;
    });
    expect(tookMs).toBeLessThan(300);
    await expect(stat(at('stopped.mp4'))).rejects.toThrow('ENOENT');
  });

  test('a session that is forgotten while its film is prepared over and over leaves nothing', async () => {
    const dir = at('forgotten');
    const own = createRenderer({ runner, dir });
    const prepare = (seconds: number) => own.prepare({ draft: draftOf([{ src: 'c1', out: seconds * 1_000 }]), clips, session: 's1' });
    const preparing = Promise.all([prepare(2), prepare(1), prepare(2)]);
    await own.forget('s1');
    expect(existsSync(path.join(dir, 'sessions', 's1'))).toBe(false);
    await preparing;
    expect(existsSync(path.join(dir, 'sessions', 's1'))).toBe(false);
  });
});
