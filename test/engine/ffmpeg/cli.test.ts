import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeEncode } from '../../../src/engine/ffmpeg/cli.ts';
import type { EncodeJob } from '../../../src/engine/ffmpeg/job.ts';
import { createRunner, type Runner } from '../../../src/engine/ffmpeg/run.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { colourGraph, createMediaBench, makeClip } from '../../support/clips.ts';
import { draftOf, frameAtSecond, sourceOf } from '../../support/media.ts';
import { quickest } from '../../support/pace.ts';
import { buildWorker } from '../../support/worker.ts';

test('an encode becomes arguments that can read only local files of known kinds', () => {
  const args = writeEncode({
    kind: 'encode',
    inputs: [{ path: import.meta.filename, from: 1.5, length: 2, video: true }],
    graph: '[0:v]fps=30[vout]',
    video: { codec: 'libx264', options: { preset: 'superfast' }, fps: 30 },
    format: 'mp4',
    seconds: 2,
    output: {
      parts: [
        { path: '/a/one.mp4', fromFrame: 0 },
        { path: '/a/two.mp4', fromFrame: 45 },
      ],
    },
  });
  expect(args.map((arg) => arg.replace(import.meta.filename, '<clip>'))).toMatchSnapshot();
});

const ffmpegPath = process.env.FFMPEG_PATH ?? '';

describe.skipIf(!existsSync(ffmpegPath))('with FFMPEG_PATH', () => {
  let runner: Runner;
  let cli: Runner;
  let dir: string;
  const signal = new AbortController().signal;
  beforeAll(async () => {
    ({ runner, dir } = await createMediaBench());
    cli = createRunner({ workerPath: await buildWorker(), ffmpegPath });
  });
  afterAll(() => [runner, cli].forEach((one) => void one.dispose()));

  test('the same draft gives the same film', async () => {
    const file = path.join(dir, 'red.mp4');
    await makeClip(runner, file, { graph: colourGraph('red', '180x320', 5) });
    const clips = new Map([['c1', await sourceOf(runner, file)]]);
    const draft = draftOf([{ in: 500, out: 4_700 }], { texts: [{ tx: '周末', d: 1_000 }] });
    const film = await createRenderer({ runner: cli, dir: path.join(dir, 'kept') }).render({
      draft,
      clips,
      target: path.join(dir, 'cli.mp4'),
      signal,
    });
    const { facts } = await sourceOf(runner, film.path);
    expect(facts).toMatchObject({ codec: 'h264', durationMs: 4_200, width: 360, height: 640, hasAudio: true, fps: 30 });
    expect((await frameAtSecond(runner, film.path, 2)).at(0.5, 0.5)[0]).toBeGreaterThan(230);
    const bytes = await readFile(film.path);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(bytes.includes('AIGC')).toBe(true);
  });

  test('a job that is stopped is gone at once', async () => {
    const target = path.join(dir, 'stopped.mp4');
    const endless: EncodeJob = {
      kind: 'encode',
      inputs: [],
      graph: 'testsrc2=s=640x360:r=30:d=600[vout]',
      video: { codec: 'libx264', options: {}, fps: 30 },
      format: 'mp4',
      seconds: 600,
      output: { path: target },
    };
    const tookMs = await quickest(300, async () => {
      const stop = new AbortController();
      let stoppedAt = 0;
      const onProgress = () => {
        stoppedAt ||= performance.now();
        stop.abort();
      };
      await expect(cli.run(endless, { signal: stop.signal, onProgress })).rejects.toThrow(/abort/i);
      return performance.now() - stoppedAt;
    });
    expect(tookMs).toBeLessThan(300);
    await expect(stat(target)).rejects.toThrow('ENOENT');
  });
});
