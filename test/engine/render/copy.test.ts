import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeAvcc, readAvcc } from '../../../src/engine/ffmpeg/avcc.ts';
import type { ClipSource } from '../../../src/engine/ffmpeg/graph/film.ts';
import type { EncodeJob, Job } from '../../../src/engine/ffmpeg/job.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { createMediaBench, makeClip, testGraph } from '../../support/clips.ts';
import { draftOf, sourceOf } from '../../support/media.ts';

let runner: Runner;
let dir: string;
let clips: Map<string, ClipSource>;
let encoded: EncodeJob[] = [];
const signal = new AbortController().signal;

beforeAll(async () => {
  ({ runner, dir } = await createMediaBench());
  const file = path.join(dir, 'phone.mp4');
  await makeClip(runner, file, {
    graph: testGraph('360x640', 10),
    video: {
      codec: 'libx264',
      options: { preset: 'medium', crf: '23', g: '30', profile: 'high', 'x264-params': 'scenecut=0:open-gop=0' },
      fps: 30,
    },
  });
  clips = new Map([['c1', await sourceOf(runner, file)]]);
});
afterAll(() => runner.dispose());

const render = (segment: { in: number; out: number }) => {
  encoded = [];
  const watched: Runner = {
    ...runner,
    run: (job: Job, options) => {
      if (job.kind === 'encode') encoded.push(job);
      return runner.run(job, options);
    },
  };
  return createRenderer({ runner: watched, dir: path.join(dir, 'kept') }).render({
    draft: draftOf([segment]),
    clips,
    target: path.join(dir, `${segment.in}-${segment.out}.mp4`),
    signal,
  });
};

/** Every frame of a film against the frames of its clip: mean difference of each, 0–255. */
async function differences(film: string, from: number, frames: number): Promise<number[]> {
  const { measured } = await runner.run(
    {
      kind: 'encode',
      inputs: [
        { path: film, video: true },
        { path: clips.get('c1')?.path ?? '', from, video: true },
      ],
      graph: `[0:v]setpts=N[a];[1:v]trim=end_frame=${frames},setpts=N[b];[a][b]psnr=shortest=1,metadata=mode=print:key=lavfi.psnr.psnr_avg[vout]`,
      video: { codec: 'rawvideo', options: {}, fps: 30 },
      format: 'null',
      seconds: 1,
      measure: ['lavfi.psnr.psnr_avg'],
      output: { path: `${film}.null` },
    },
    { signal },
  );
  return [Number(measured?.['lavfi.psnr.psnr_avg'] === 'inf' ? 99 : measured?.['lavfi.psnr.psnr_avg'])];
}

describe('a plain trim of a clip that fits', () => {
  test('between key frames copies picture and sound', async () => {
    const film = await render({ in: 2_000, out: 7_000 });
    expect(encoded).toEqual([]);
    expect((await sourceOf(runner, film.path)).facts).toMatchObject({ durationMs: 5_000, fps: 30, codec: 'h264', hasAudio: true });
    expect((await differences(film.path, 2, 150))[0]).toBeGreaterThan(90);
  });
  test('between other frames encodes only the borders, and is right on every frame', async () => {
    const film = await render({ in: 1_500, out: 8_300 });
    expect(encoded.map((job) => Math.round(job.seconds * 30))).toEqual([15, 9]);
    const { facts } = await sourceOf(runner, film.path);
    expect(facts).toMatchObject({ durationMs: 6_800, variableFrameRate: false });
    for (const at of [0, 0.4, 0.5, 3, 6.4, 6.5, 6.7]) {
      const part = `${film.path}.at.mp4`;
      await makeClip(runner, part, {
        inputs: [{ path: film.path, from: at, length: 0.05, video: true }],
        graph: '[0:v]trim=end_frame=1[vout]',
        video: { codec: 'libx264', options: { crf: '1' }, fps: 30 },
      });
      expect((await differences(part, 1.5 + at, 1))[0]).toBeGreaterThan(32);
    }
  });
  test('with a title is encoded', async () => {
    const renderer = createRenderer({ runner, dir: path.join(dir, 'titled') });
    const film = await renderer.render({
      draft: draftOf([{ in: 2_000, out: 4_000 }], { texts: [{ tx: '周末' }] }),
      clips,
      target: path.join(dir, 'titled.mp4'),
      signal,
    });
    expect(film.durationMs).toBe(2_000);
  });
});

test('parameter sets of two encoders stand side by side', () => {
  const record = (level: number, sps: number[], pps: number[]): Buffer =>
    Buffer.from([1, 100, 0, level, 0xff, 0xe1, 0, sps.length, ...sps, 1, 0, pps.length, ...pps, 0xfd, 0xf8, 0xf8, 0]);
  const [a, b] = [readAvcc(record(31, [0x67, 1, 2], [0x68, 1])), readAvcc(record(41, [0x67, 9], [0x68, 2, 2]))];
  if (!a || !b) throw new Error('not read');
  const merged = readAvcc(mergeAvcc(a, b));
  expect(merged?.header[3]).toBe(41);
  expect(merged?.sps.map((set) => [...set])).toEqual([
    [0x67, 1, 2],
    [0x67, 9],
  ]);
  expect(merged?.pps.map((set) => [...set])).toEqual([
    [0x68, 1],
    [0x68, 2, 2],
  ]);
  expect(readAvcc(Buffer.from([0, 0, 0, 1, 0x67]))).toBeUndefined();
});
