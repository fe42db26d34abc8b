import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine/server.ts';
import { createRelay, type Relay } from '../../src/relay/server.ts';
import type { RelaySettings } from '../../src/relay/settings.ts';
import { createMediaBench, makeClip, testGraph } from '../support/clips.ts';
import { buildWorker } from '../support/worker.ts';
import { Phone } from './phone.ts';
import { SEED_PATH } from './seed.ts';
import { UploadInParts } from './upload-in-parts.ts';

let engine: Engine;
let settings: RelaySettings;
let relay: Relay;
let phone: Phone;
let dir = '';
let clip: Buffer;

beforeAll(async () => {
  const bench = await createMediaBench();
  dir = await mkdtemp(join(tmpdir(), 'relay-tus-'));
  clip = await readFile(await makeClip(bench.runner, join(bench.dir, 'clip.mp4'), { graph: testGraph('320x180', 2), seconds: 2 }));
  engine = createEngine({ dataDir: join(dir, 'engine'), workerPath: await buildWorker(), logLevel: 'warn', rendersAtOnce: 1 });
  const { url } = await engine.listen({});
  settings = {
    dataDir: join(dir, 'relay'),
    seedPath: SEED_PATH,
    upstream: { kind: 'engine', url },
    devicesAllowed: false,
    exportLimitBytes: 25_000_000,
    version: '0.0.1',
    installPath: '/somewhere',
    logLevel: 'warn',
  };
  await start();
});

async function start() {
  relay = await createRelay(settings);
  const { url } = await relay.listen({ host: '127.0.0.1', port: 0 });
  phone = phone === undefined ? await Phone.signIn(url) : new Phone(url, phone.token);
}

afterAll(async () => {
  await relay?.close();
  await engine?.close();
  await rm(dir, { recursive: true, force: true });
});

test('an upload in parts survives a restart of the relay and becomes one clip', async () => {
  const project = await phone.createProject();
  const upload = new UploadInParts(phone, { projectId: project, name: '大片.mp4', bytes: clip, fingerprint: 'f1' });
  await upload.create();
  await upload.sendPart(10_000);
  await relay.close();
  await start();
  upload.phone = phone;
  expect(await upload.offset()).toBe(10_000);
  while ((await upload.offset()) < clip.length) await upload.sendPart(100_000);
  const finished = await phone.post(`/v1/projects/${project}/clips/from-upload`, { uploadId: upload.id });
  expect(finished).toMatchObject({ state: 'done', clip: { name: '大片.mp4', durationMs: 2000, sizeBytes: clip.length } });
  const again = await phone.post(`/v1/projects/${project}/clips/from-upload`, { uploadId: upload.id });
  expect((again.clip as { id: string }).id).toBe((finished.clip as { id: string }).id);
  expect((await phone.read(project)).clips).toHaveLength(1);

  const same = new UploadInParts(phone, { projectId: project, name: '大片.mp4', bytes: clip, fingerprint: 'f1' });
  await same.create();
  expect(same.id).toBe(upload.id);
  expect(await same.offset()).toBe(clip.length);
});

test('a wrong type, a wrong size and a stranger are refused before the bytes', async () => {
  const project = await phone.createProject();
  const refused = (name: string, length: number, by = phone) =>
    new UploadInParts(by, { projectId: project, name, bytes: Buffer.alloc(0) }).tryCreate(length);
  expect(await refused('a.txt', 100)).toMatchObject({
    status: 415,
    body: { error: { code: 'file_unsupported', args: { name: 'a.txt' } } },
  });
  expect(await refused('a.mp4', 600_000_000)).toMatchObject({ status: 413 });
  const stranger = await Phone.signIn(phone.url);
  expect(await refused('a.mp4', 100, stranger)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  const own = new UploadInParts(phone, { projectId: project, name: 'a.mp4', bytes: clip });
  await own.create();
  own.phone = stranger;
  expect(await own.head()).toBe(404);
});
