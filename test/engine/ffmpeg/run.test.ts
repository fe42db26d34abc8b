import { fork } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EncodeJob } from '../../../src/engine/ffmpeg/job.ts';
import { createRunner, type Runner } from '../../../src/engine/ffmpeg/run.ts';
import { createMediaBench, makeClip, testGraph } from '../../support/clips.ts';
import { quickest } from '../../support/pace.ts';
import { buildWorker } from '../../support/worker.ts';

let runner: Runner;
let dir: string;
let workerPath: string;
const never = new AbortController().signal;
const at = (name: string): string => path.join(dir, name);

/** Work for minutes. */
const endless = (target: string): EncodeJob => ({
  kind: 'encode',
  inputs: [],
  graph: 'testsrc2=s=640x360:r=30:d=600[vout]',
  video: { codec: 'libx264', options: { preset: 'medium' }, fps: 30 },
  format: 'mp4',
  seconds: 600,
  output: { path: target },
});

beforeAll(async () => {
  ({ runner, dir } = await createMediaBench());
  workerPath = await buildWorker();
});
afterAll(() => runner.dispose());

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

describe('a job', () => {
  test('that is stopped ends within 300 ms and leaves nothing behind', async () => {
    const tookMs = await quickest(300, async () => {
      const stop = new AbortController();
      let stoppedAt = 0;
      const onProgress = () => {
        stoppedAt ||= performance.now();
        stop.abort();
      };
      await expect(runner.run(endless(at('stopped.mp4')), { signal: stop.signal, onProgress })).rejects.toThrow(/abort/i);
      return performance.now() - stoppedAt;
    });
    expect(tookMs).toBeLessThan(300);
    expect((await readdir(dir)).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });

  test('that takes too long is ended by its clock', async () => {
    const hasty = createRunner({ workerPath, limits: { timeMs: 400 } });
    await expect(hasty.run(endless(at('long.mp4')), { signal: never })).rejects.toMatchObject({ reason: 'time' });
    hasty.dispose();
  });

  test('reports a share that never goes back', async () => {
    const shares: number[] = [];
    await runner.run(
      { ...endless(at('short.mp4')), graph: 'testsrc2=s=640x360:r=30:d=6[vout]', seconds: 6 },
      { signal: never, onProgress: (share) => shares.push(share) },
    );
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });

  test('on a broken file blames the file', async () => {
    await writeFile(at('broken.mp4'), Buffer.concat([Buffer.from('00000018667479706d703432', 'hex'), Buffer.alloc(500, 7)]));
    await expect(runner.run({ kind: 'probe', path: at('broken.mp4') }, { signal: never })).rejects.toMatchObject({ reason: 'broken' });
  });

  test('cannot open an address, and no playlist that names one', async () => {
    await expect(runner.run({ kind: 'probe', path: 'http://127.0.0.1:9/a.mp4' }, { signal: never })).rejects.toThrow();
    await writeFile(at('list.m3u8'), '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n');
    await expect(runner.run({ kind: 'probe', path: at('list.m3u8') }, { signal: never })).rejects.toMatchObject({ reason: 'broken' });
    await writeFile(at('list.ffconcat'), `ffconcat version 1.0\nfile '${at('short.mp4')}'\n`);
    await expect(runner.run({ kind: 'probe', path: at('list.ffconcat') }, { signal: never })).rejects.toMatchObject({ reason: 'broken' });
  });

  test('keeps the parts it finished when it is stopped', async () => {
    const stop = new AbortController();
    const parts = [0, 30, 60, 9_000].map((fromFrame) => ({ path: at(`part${fromFrame}.mp4`), fromFrame }));
    const work = runner.run(
      { ...endless(''), output: { parts } },
      { signal: stop.signal, onPart: (file) => file.endsWith('part30.mp4') && stop.abort() },
    );
    await expect(work).rejects.toThrow(/abort/i);
    expect((await readdir(dir)).filter((name) => name.startsWith('part')).sort()).toEqual(['part0.mp4', 'part30.mp4']);
    expect((await runner.run({ kind: 'probe', path: at('part30.mp4') }, { signal: never })).probe?.seconds).toBe(1);
  });
});

test('parts put together again are the film, frame for frame', async () => {
  await makeClip(runner, at('film.mp4'), { graph: testGraph('320x180', 3) });
  const parts = [0, 40, 71].map((fromFrame) => ({ path: at(`piece${fromFrame}.mp4`), fromFrame }));
  const video = {
    codec: 'libx264',
    options: { preset: 'superfast', 'x264-params': 'stitchable=1:open-gop=0', 'forced-idr': '1' },
    fps: 30,
  };
  await runner.run(
    {
      kind: 'encode',
      inputs: [{ path: at('film.mp4'), video: true }],
      graph: '[0:v]null[vout]',
      video,
      format: 'mp4',
      seconds: 3,
      output: { parts },
    },
    { signal: never },
  );
  await runner.run(
    { kind: 'join', pictures: parts.map((part) => ({ path: part.path })), fps: 30, output: { path: at('joined.mp4') } },
    { signal: never },
  );
  const { probe } = await runner.run({ kind: 'probe', path: at('joined.mp4') }, { signal: never });
  const times = (probe?.packets ?? []).map((packet) => Math.round(packet.seconds * 30)).sort((a, b) => a - b);
  expect(times).toEqual(Array.from({ length: 90 }, (_, index) => index));
  expect(probe?.packets.filter((packet) => packet.key).map((packet) => Math.round(packet.seconds * 30))).toEqual(
    expect.arrayContaining([0, 40, 71]),
  );
});

test('the child dies with a parent that is killed', async () => {
  const script = at('parent.mjs');
  await writeFile(
    script,
    `import { fork } from 'node:child_process';
     const child = fork(${JSON.stringify(workerPath)}, [], { serialization: 'advanced' });
     child.once('message', () => { child.send(${JSON.stringify(endless(at('orphan.mp4')))}); process.send(child.pid); });`,
  );
  const parent = fork(script, [], { cwd: path.resolve(import.meta.dirname, '../../..') });
  const pid = await new Promise<number>((resolve) => parent.once('message', (message) => resolve(message as number)));
  await until(async () => (await stat(at('orphan.mp4')).catch(() => undefined)) !== undefined);
  parent.kill('SIGKILL');
  await until(() => !isAlive(pid));
  expect(isAlive(pid)).toBe(false);
  expect((await readFile(script)).length).toBeGreaterThan(0);
});
