import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Export } from '../../../src/contract/relay/export.ts';
import { createEngine, type Engine } from '../../../src/engine/server.ts';
import type { RelaySettings } from '../../../src/relay/settings.ts';
import { createMediaBench, makeClip, testGraph } from '../../support/clips.ts';
import { buildWorker } from '../../support/worker.ts';
import { type Bench, openBench } from '../bench.ts';

const LIMIT_BYTES = 150_000;

let engine: Engine;
let bench: Bench;
let big: Buffer;
let dir = '';
let engineUrl = '';

beforeAll(async () => {
  const media = await createMediaBench();
  dir = media.dir;
  const video = { codec: 'libx264' as const, options: { preset: 'ultrafast', qp: '1', g: '15' }, fps: 30 };
  big = await readFile(await makeClip(media.runner, join(dir, 'big.mp4'), { graph: testGraph('320x180', 3), seconds: 3, video }));
  const settings = { dataDir: join(dir, 'engine'), workerPath: await buildWorker(), logLevel: 'warn' as const, rendersAtOnce: 1 };
  engine = createEngine({ ...settings, limitBytes: LIMIT_BYTES });
  engineUrl = (await engine.listen({})).url;
});
afterAll(async () => {
  await engine?.close();
  await rm(dir, { recursive: true, force: true });
});

async function exported(fitter: RelaySettings['fitter']): Promise<Export> {
  bench = await openBench({ file: big }, { exportLimitBytes: LIMIT_BYTES, fitter });
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: 'a.mp4', bytes: bench.film });
  await bench.phone.follow((await bench.phone.say(project, '剪到前 2 秒')).id);
  return bench.phone.exportTo(project, 'done');
}

test('a film of the cloud that is too large is made to fit, and both sizes are told', async () => {
  expect(big.length).toBeGreaterThan(2 * LIMIT_BYTES);
  const { state, file } = await exported({ url: engineUrl });
  expect(state).toBe('done');
  expect(file?.originalSizeBytes).toBe(big.length);
  expect(file?.sizeBytes).toBeLessThan(LIMIT_BYTES);
  expect(file?.durationMs).toBeCloseTo(3000, -2);
  expect((file?.width ?? 0) / (file?.height ?? 1)).toBeCloseTo(16 / 9, 1);
  const film = Buffer.from(await (await fetch(bench.phone.url + file?.url)).arrayBuffer());
  expect(film.length).toBe(file?.sizeBytes);
  const [folder = ''] = await readdir(join(bench.dir, 'objects', 'exports'));
  expect(await readdir(join(bench.dir, 'objects', 'exports', folder))).toEqual(['fitted.mp4']);
  const left = await readdir(join(dir, 'engine'), { recursive: true });
  expect(left.filter((name) => /\.(mp4|m4a)$/.test(name))).toEqual([]);
  await bench.close();
});

test('an engine is opened with the first film that needs it, and one that did not open is tried again', async () => {
  let opened = 0;
  const open = async () => {
    opened += 1;
    if (opened === 1) throw new Error('no memory');
    return { url: engineUrl };
  };
  expect(await exported(open)).toMatchObject({ state: 'failed', error: { code: 'render_failed' } });
  expect(opened).toBe(1);
  const [project] = (await bench.phone.get('/v1/projects')).projects as { id: string }[];
  const done = await bench.phone.exportTo(project?.id ?? '', 'done');
  expect(done).toMatchObject({ state: 'done', file: { originalSizeBytes: big.length } });
  expect(opened).toBe(2);
  await bench.close();
});

test('without an engine a film at the limit is never called done', async () => {
  const { state, file, error } = await exported(undefined);
  expect([state, file, error]).toEqual(['failed', undefined, { code: 'render_too_long', args: { seconds: 3, bytes: LIMIT_BYTES } }]);
  expect(await readdir(join(bench.dir, 'objects', 'exports'))).toEqual([]);
  await bench.close();
});
