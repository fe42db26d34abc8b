import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClipSource } from '../../../src/engine/ffmpeg/graph/film.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { stepsOf } from '../../../src/engine/fit/ladder.ts';
import { planFit, scaleTo, sizeFor } from '../../../src/engine/fit/plan.ts';
import { createRenderer, type Renderer } from '../../../src/engine/render/renderer.ts';
import { createMediaBench, makeClip } from '../../support/clips.ts';
import { draftOf, sourceOf } from '../../support/media.ts';

describe('the plan', () => {
  test.each([
    [10, 'capped'],
    [30, 'capped'],
    [44, 'capped'],
    [60, 'two-pass'],
    [600, 'two-pass'],
  ] as const)('a film of %i s at 25 MB is encoded %s', (seconds, mode) => {
    expect(planFit({ seconds, fps: 30, limitBytes: 25_000_000 }).mode).toBe(mode);
  });
  test('sound, tables and picture together stay below the limit', () => {
    for (const seconds of [1, 45, 180, 1_800]) {
      const plan = planFit({ seconds, fps: 30, limitBytes: 25_000_000 });
      expect(plan.pictureBytes + (seconds * plan.audioRate) / 8).toBeLessThan(25_000_000);
    }
  });
  test.each([
    [60, 1_080],
    [180, 1_080],
    [300, 720],
    [600, 540],
    [1_500, 360],
  ])('looking at a film of %i s begins at a short side of %i', (seconds, side) => {
    const { meanRate } = planFit({ seconds, fps: 30, limitBytes: 25_000_000 });
    const size = sizeFor(stepsOf({ width: 1_080, height: 1_920 }, 1_080, 30), meanRate);
    expect(Math.min(size.width, size.height)).toBe(side);
  });
  test('three hours are refused with the reason', () => {
    expect(() => planFit({ seconds: 10_800, fps: 30, limitBytes: 25_000_000 })).toThrow(
      expect.objectContaining({ code: 'render_too_long' }),
    );
  });
  test.each([
    [
      { width: 2_160, height: 3_840 },
      { width: 1_080, height: 1_920 },
    ],
    [
      { width: 3_840, height: 2_160 },
      { width: 1_920, height: 1_080 },
    ],
    [
      { width: 1_081, height: 1_081 },
      { width: 1_080, height: 1_080 },
    ],
    [
      { width: 4_000, height: 1_000 },
      { width: 1_920, height: 480 },
    ],
  ])('a canvas of %o becomes %o', (canvas, size) => expect(scaleTo(canvas, 1_080)).toEqual(size));
});

describe('the promise', () => {
  let runner: Runner;
  let renderer: Renderer;
  let clips: Map<string, ClipSource>;
  let dir: string;
  const signal = new AbortController().signal;
  beforeAll(async () => {
    ({ runner, dir } = await createMediaBench());
    renderer = createRenderer({ runner, dir: path.join(dir, 'kept') });
    const file = path.join(dir, 'hard.mp4');
    await makeClip(runner, file, {
      graph: 'testsrc2=s=360x640:r=30:d=6,noise=alls=40:allf=t[vout];sine=f=440:d=6[aout]',
      video: { codec: 'libx264', options: { preset: 'ultrafast', crf: '16' }, fps: 30 },
    });
    clips = new Map([['c1', await sourceOf(runner, file)]]);
  });
  afterAll(() => runner.dispose());

  // The rate of a minute at 25 MB for this small picture would bind nothing: the limits are as hard for it as 25 MB is for 1080p.
  test.each([400_000, 700_000, 1_500_000, 4_000_000])(
    'hard footage uses nearly all of %i bytes',
    async (limitBytes) => {
      const film = await renderer.render({
        draft: draftOf([{ out: 6_000 }]),
        clips,
        output: { limitBytes },
        target: path.join(dir, `${limitBytes}.mp4`),
        signal,
      });
      expect(film.sizeBytes).toBeLessThan(limitBytes * 0.995);
      expect(film.sizeBytes).toBeGreaterThan(limitBytes * 0.9);
      expect(film.durationMs).toBe(6_000);
    },
    180_000,
  );

  test('easy footage does not fill the limit', async () => {
    const file = path.join(dir, 'easy.mp4');
    await makeClip(runner, file, { graph: 'color=c=teal:s=360x640:r=30:d=6[vout]' });
    clips.set('easy', await sourceOf(runner, file));
    const film = await renderer.render({
      draft: draftOf([{ src: 'easy', out: 6_000 }]),
      clips,
      output: { limitBytes: 700_000 },
      target: path.join(dir, 'easy-out.mp4'),
      signal,
    });
    expect(film.sizeBytes).toBeLessThan(250_000);
  });
});
