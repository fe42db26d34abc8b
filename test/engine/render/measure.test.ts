import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClipSource, layOut } from '../../../src/engine/ffmpeg/graph/film.ts';
import type { Job } from '../../../src/engine/ffmpeg/job.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { stepsOf } from '../../../src/engine/fit/ladder.ts';
import { sizeFor } from '../../../src/engine/fit/plan.ts';
import { measureStep, sampleSpans } from '../../../src/engine/render/measure.ts';
import { createRenderStore } from '../../../src/engine/render/store.ts';
import { createMediaBench, makeClip } from '../../support/clips.ts';
import { draftOf, sourceOf } from '../../support/media.ts';

const size = { width: 540, height: 960 };
const steps = stepsOf(size, 1_080, 30);
const clips = new Map<string, ClipSource>();
const signal = new AbortController().signal;
let runner: Runner;
let dir: string;
let jobs: Job[] = [];

/** Some thirty encodes of two seconds, on a slow machine with others on it, ms. */
const LONG = 180_000;

beforeAll(async () => {
  ({ runner, dir } = await createMediaBench());
  const graphs = {
    // New all over in every frame, with grain: a small picture is whole, a large one starves.
    restless:
      'mandelbrot=s=540x960:r=30:start_scale=1.2:end_scale=0.5:end_pts=400:maxiter=300,gblur=sigma=2,noise=alls=2:allf=t,trim=duration=4[vout]',
    // Fine, and nearly still: every line of it can be paid for.
    fine: "testsrc2=s=540x960:r=30:d=0.04,loop=loop=-1:size=1,trim=duration=4,setpts=N/30/TB[still];color=c=red:s=8x8:r=30:d=4[dot];[still][dot]overlay=x='mod(n,500)':y=40[vout]",
  };
  for (const [name, graph] of Object.entries(graphs)) {
    await makeClip(runner, path.join(dir, `${name}.mp4`), { graph });
    clips.set(name, await sourceOf(runner, path.join(dir, `${name}.mp4`)));
  }
}, LONG);
afterAll(() => runner.dispose());

function measure(src: string, meanRate: number, kept = src) {
  const watched: Runner = {
    ...runner,
    run: (job, options) => {
      jobs.push(job);
      return runner.run(job, options);
    },
  };
  const film = layOut({ ...draftOf([{ src, out: 4_000 }]), m: { title: '', ...size } }, clips, { ...size, fps: 30 });
  const store = createRenderStore(path.join(dir, kept));
  return measureStep({ film, steps, meanRate, mayHalve: false, runner: watched, store, options: { signal } });
}

describe('the size of a film', () => {
  test(
    'is smaller than usual where all of it moves',
    async () => {
      const meanRate = 240_000;
      expect(sizeFor(steps, meanRate).width).toBe(540);
      expect((await measure('restless', meanRate)).width).toBeLessThan(540);
    },
    LONG,
  );
  test(
    'is larger than usual where it is fine and hardly moves',
    async () => {
      const meanRate = 130_000;
      expect(sizeFor(steps, meanRate).width).toBe(360);
      expect((await measure('fine', meanRate)).width).toBe(540);
    },
    LONG,
  );
  test(
    'is looked for once',
    async () => {
      const found = await measure('restless', 200_000, 'kept');
      jobs = [];
      expect(await measure('restless', 200_000, 'kept')).toEqual(found);
      expect(jobs).toEqual([]);
    },
    LONG,
  );
});

describe('samples', () => {
  test('stand for the whole of a long film, and never begin or end inside a transition', () => {
    const draft = draftOf(
      Array.from({ length: 100 }, () => ({ src: 'restless', out: 4_000 })),
      { transitions: Array.from({ length: 99 }, (_, index) => ({ after: `v${index + 1}`, type: 'crossfade' as const, ms: 1_000 })) },
    );
    const film = layOut(draft, clips, { ...size, fps: 30 });
    const spans = sampleSpans(film);
    expect(spans.length).toBe(3);
    for (const { from, to } of spans) {
      for (const { start, join } of film.shots.filter((shot) => shot.join)) {
        for (const border of [from, to]) expect(border > start && border < start + (join?.frames ?? 0)).toBe(false);
      }
    }
    expect(spans[0]?.from).toBeLessThan(film.frames / 3);
    expect(spans[2]?.from).toBeGreaterThan(film.frames / 2);
  });
});
