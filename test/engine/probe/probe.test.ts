import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JobError } from '../../../src/engine/ffmpeg/execute.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { type ProbedClip, probeClip } from '../../../src/engine/probe.ts';
import { createMediaBench, makeClip, rotateByMetadata, testGraph } from '../../support/clips.ts';

let runner: Runner;
let dir: string;
const at = (name: string): string => path.join(dir, name);
const probe = (name: string): Promise<ProbedClip> => probeClip(runner, { path: at(name), name }, AbortSignal.timeout(20_000));

beforeAll(async () => {
  ({ runner, dir } = await createMediaBench());
  await makeClip(runner, at('portrait.mp4'), { graph: testGraph('180x320', 2) });
});
afterAll(() => runner.dispose());

describe('facts of a clip', () => {
  test('a portrait phone clip gives its size, rate, length and sound', async () => {
    expect(await probe('portrait.mp4')).toMatchObject({
      kind: 'video',
      width: 180,
      height: 320,
      fps: 30,
      durationMs: 2_000,
      hasAudio: true,
      codec: 'h264',
      rotation: 0,
      transfer: 'sdr',
      variableFrameRate: false,
    });
  });

  test.each([90, 270] as const)('a clip turned by %i degrees in its metadata counts as upright', async (degrees) => {
    await rotateByMetadata(at('portrait.mp4'), at(`turned${degrees}.mp4`), degrees);
    expect(await probe(`turned${degrees}.mp4`)).toMatchObject({ width: 320, height: 180, rotation: degrees });
  });

  test('a clip without sound says so', async () => {
    await makeClip(runner, at('mute.mp4'), { graph: 'testsrc2=s=160x120:r=25:d=1[vout]' });
    expect(await probe('mute.mp4')).toMatchObject({ hasAudio: false, kind: 'video' });
  });

  test('a clip of variable rate is told from a constant one', async () => {
    await makeClip(runner, at('vfr.mkv'), {
      graph: "testsrc2=s=160x120:r=30:d=2,select='not(mod(n,3))+lt(mod(n,10),3)'[vout]",
      format: 'matroska',
    });
    expect(await probe('vfr.mkv')).toMatchObject({ variableFrameRate: true });
  });

  test('a photo is an image without length', async () => {
    await makeClip(runner, at('photo.jpg'), {
      graph: 'testsrc2=s=400x300:d=0.03,format=yuvj420p[vout]',
      format: 'image2',
      formatOptions: { update: '1' },
      video: { codec: 'mjpeg', options: {}, fps: 30 },
    });
    expect(await probe('photo.jpg')).toMatchObject({ kind: 'image', durationMs: 0, width: 400, height: 300, hasAudio: false });
  });

  test('a transparent png is an image with alpha', async () => {
    await makeClip(runner, at('logo.png'), {
      graph: 'color=c=red@0.5:s=64x64:d=0.03,format=rgba[vout]',
      format: 'image2',
      formatOptions: { update: '1' },
      video: { codec: 'png', options: {}, fps: 30 },
    });
    expect(await probe('logo.png')).toMatchObject({ kind: 'image', hasAlpha: true });
  });

  test('an animated gif is a video', async () => {
    await makeClip(runner, at('moving.gif'), {
      graph: 'testsrc2=s=80x60:r=10:d=1,format=rgb8[vout]',
      format: 'gif',
      video: { codec: 'gif', options: {}, fps: 10 },
    });
    expect(await probe('moving.gif')).toMatchObject({ kind: 'video', hasAudio: false, fps: 10 });
  });

  test('a recording is audio', async () => {
    await makeClip(runner, at('voice.m4a'), {
      graph: 'sine=f=300:r=44100:d=1.5[aout]',
      audio: { codec: 'aac', sampleRate: 44_100, channels: 1 },
    });
    expect(await probe('voice.m4a')).toMatchObject({ kind: 'audio', width: 0, hasAudio: true, audioChannels: 1 });
  });
});

test('a process that is lost while it looks does not make the file a broken one', async () => {
  let lost = 0;
  const run: Runner['run'] = async (job, options) => {
    if (lost++ === 0) throw new JobError('failed', 'the worker ended in the middle of its job (SIGKILL)');
    return runner.run(job, options);
  };
  const file = { path: at('portrait.mp4'), name: 'portrait.mp4' };
  expect(await probeClip({ ...runner, run }, file, AbortSignal.timeout(20_000))).toMatchObject({ durationMs: 2_000 });
});

describe('files that are refused before anything is changed', () => {
  const refused = async (name: string, bytes: Buffer): Promise<unknown> => {
    await writeFile(at(name), bytes);
    return probe(name).then(
      () => 'taken',
      (cause: { code?: string; args?: unknown }) => ({ code: cause.code, args: cause.args }),
    );
  };

  test('an empty file', async () => {
    expect(await refused('empty.mp4', Buffer.alloc(0))).toEqual({ code: 'file_broken', args: { name: 'empty.mp4', reason: 'empty' } });
  });
  test('a text file with the name of a video', async () => {
    expect(await refused('text.mp4', Buffer.from('hello, this is text\n'.repeat(50)))).toMatchObject({ code: 'file_unsupported' });
  });
  test('a playlist with the name of a video', async () => {
    expect(await refused('list.mp4', Buffer.from('#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1/a.ts\n'))).toMatchObject({
      code: 'file_unsupported',
    });
  });
  test('a file cut off before its index', async () => {
    const whole = await readFile(at('portrait.mp4'));
    expect(await refused('cut.mp4', whole.subarray(0, whole.length / 2))).toMatchObject({ code: 'file_broken' });
  });
  test('a file cut off behind its index', async () => {
    await makeClip(runner, at('front.mp4'), { graph: testGraph('180x320', 3), formatOptions: { movflags: '+faststart' } });
    const whole = await readFile(at('front.mp4'));
    expect(await refused('cut2.mp4', whole.subarray(0, whole.length / 2))).toMatchObject({ code: 'file_broken' });
  });
  test('random bytes behind the first bytes of a video', async () => {
    const bytes = Buffer.concat([(await readFile(at('portrait.mp4'))).subarray(0, 40), Buffer.alloc(5_000, 0x5a)]);
    expect(await refused('noise.mp4', bytes)).toMatchObject({ code: 'file_broken' });
  });
  test('an 8K video', async () => {
    await makeClip(runner, at('8k.mp4'), { graph: 'color=c=blue:s=7680x4320:r=30:d=0.1[vout]' });
    expect(await refused('8k-copy.mp4', await readFile(at('8k.mp4')))).toMatchObject({
      code: 'file_too_large',
      args: { reason: 'pixels' },
    });
  });
  test('ten hours of sound', async () => {
    await makeClip(runner, at('long.mkv'), {
      graph: "color=c=blue:s=16x16:r=1:d=40,setpts='PTS*1000'[vout]",
      format: 'matroska',
      video: { codec: 'libx264', options: { preset: 'ultrafast' }, fps: 1 },
    });
    expect(await refused('long-copy.mkv', await readFile(at('long.mkv')))).toMatchObject({
      code: 'file_too_large',
      args: { reason: 'duration' },
    });
  });
});
