import { readFile } from 'node:fs/promises';
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
    graph: testGraph('360x640', 10).replace('[vout]', ',format=yuv420p,setparams=colorspace=bt709:range=tv[vout]'),
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

const phone = (): string => clips.get('c1')?.path ?? '';

/** A hash of every frame of a file from a second on. */
async function framesOf(file: string, from: number): Promise<string[]> {
  const output = { path: path.join(dir, 'frames.md5') };
  const video = { codec: 'rawvideo', options: {}, fps: 30 };
  const inputs = [{ path: file, from, video: true }];
  await runner.run({ kind: 'encode', inputs, graph: '[0:v]null[vout]', video, format: 'framemd5', seconds: 1, output }, { signal });
  const lines = (await readFile(output.path, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.split(', ').at(-1) ?? '');
}

/** Likeness of one frame of a film to a frame of its clip, dB. */
async function likeness(film: string, [frame, clipFrame]: [number, number]): Promise<number> {
  const inputs = [
    { path: film, from: frame / 30, length: 0.02, video: true },
    { path: phone(), from: clipFrame / 30, length: 0.02, video: true },
  ];
  const { measured } = await runner.run(
    {
      kind: 'encode',
      inputs,
      graph: '[0:v]setpts=0[a];[1:v]setpts=0[b];[a][b]psnr[vout]',
      video: { codec: 'rawvideo', options: {}, fps: 30 },
      format: 'null',
      seconds: 1,
      measure: ['lavfi.psnr.psnr_avg'],
      output: { path: `${film}.null` },
    },
    { signal },
  );
  const said = measured?.['lavfi.psnr.psnr_avg'];
  return said === 'inf' ? 100 : Number(said);
}

describe('a plain trim of a clip that fits', () => {
  test('between key frames copies picture and sound', async () => {
    const film = await render({ in: 2_000, out: 7_000 });
    expect(encoded).toEqual([]);
    expect((await sourceOf(runner, film.path)).facts).toMatchObject({ durationMs: 5_000, fps: 30, codec: 'h264', hasAudio: true });
    expect(await framesOf(film.path, 0)).toEqual((await framesOf(phone(), 2)).slice(0, 150));
  });
  test('between other frames encodes only the borders, and is right on every frame', async () => {
    const film = await render({ in: 1_500, out: 8_300 });
    const [head, tail, ...others] = encoded.map((job) => Math.round(job.seconds * 30));
    expect([head, others]).toEqual([15, []]);
    // The pictures before it that were sent in order are copied, though their group goes on.
    expect(tail).toBeLessThanOrEqual(3);
    const { facts } = await sourceOf(runner, film.path);
    expect(facts).toMatchObject({ durationMs: 6_800, variableFrameRate: false });
    const [ours, theirs] = [await framesOf(film.path, 0), (await framesOf(phone(), 1.5)).slice(0, 204)];
    expect(ours.length).toBe(204);
    expect(ours.slice(15, 201)).toEqual(theirs.slice(15, 201));
    for (const frame of [0, 7, 14, 202, 203]) expect(await likeness(film.path, [frame, frame + 45])).toBeGreaterThan(30);
  });
  test('whose clock starts late is cut at the same pictures', async () => {
    const late = path.join(dir, 'late.mp4');
    await makeClip(runner, late, {
      graph: 'testsrc2=s=360x640:r=30:d=6,format=yuv420p,setparams=colorspace=bt709:range=tv[vout]',
      video: { codec: 'libx264', options: { preset: 'medium', crf: '23', g: '30', 'x264-params': 'scenecut=0' }, fps: 30 },
      formatOptions: { use_editlist: '0', avoid_negative_ts: 'make_zero' },
    });
    const clip = await sourceOf(runner, late);
    expect(clip.facts.startMs).toBeGreaterThan(0);
    const film = await createRenderer({ runner, dir: path.join(dir, 'kept-late') }).render({
      draft: draftOf([{ in: 1_500, out: 4_500 }]),
      clips: new Map([['c1', clip]]),
      target: path.join(dir, 'late-film.mp4'),
      signal,
    });
    expect((await framesOf(film.path, 0)).length).toBe(90);
    for (const frame of [0, 14, 15, 16, 60, 89]) expect(await likeness(film.path, [frame, frame + 45])).toBeGreaterThan(28);
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
