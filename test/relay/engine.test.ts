import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/server.ts';
import { createEngine } from '../../src/engine/server.ts';
import { createRelay, type Relay } from '../../src/relay/server.ts';
import { openDatabase } from '../../src/relay/store/database.ts';
import * as schema from '../../src/relay/store/schema.ts';
import { createMediaBench, makeClip, testGraph } from '../support/clips.ts';
import { buildWorker } from '../support/worker.ts';
import { Phone } from './phone.ts';
import { SEED_PATH } from './seed.ts';
import { UploadInParts } from './upload-in-parts.ts';

let engine: Engine;
let relay: Relay | undefined;
let phone: Phone;
let dir = '';
let clip = '';

beforeAll(async () => {
  const bench = await createMediaBench();
  dir = bench.dir;
  clip = await makeClip(bench.runner, join(dir, 'clip.mp4'), { graph: testGraph('320x180', 3), seconds: 3 });
  engine = createEngine({ dataDir: join(dir, 'engine'), workerPath: await buildWorker(), logLevel: 'warn', rendersAtOnce: 1 });
  const { url } = await engine.listen({});
  relay = await createRelay({
    dataDir: join(dir, 'relay'),
    seedPath: SEED_PATH,
    upstream: { kind: 'engine', url },
    fitter: { url },
    devicesAllowed: false,
    exportLimitBytes: 25_000_000,
    version: '0.0.1',
    installPath: '/somewhere',
    logLevel: 'warn',
  });
  const at = await relay.listen({ host: '127.0.0.1', port: 0 });
  phone = await Phone.signIn(at.url);
});

afterAll(async () => {
  await relay?.close();
  await engine?.close();
  await rm(dir, { recursive: true, force: true });
});

test('a clip goes in, words change it, and a film under the limit comes out', async () => {
  const project = await phone.createProject();
  const bytes = await readFile(clip);
  const uploaded = await phone.upload(project, { name: '海边 1.mp4', bytes });
  expect(uploaded).toMatchObject({ name: '海边 1.mp4', kind: 'video', durationMs: 3000, width: 320, height: 180, sizeBytes: bytes.length });
  expect((await fetch(phone.url + uploaded.posterUrl)).headers.get('content-type')).toMatch(/image/);
  const before = await phone.read(project);
  expect(before.timeline.durationMs).toBe(3000);

  const turn = await phone.say(project, '剪到前 2 秒，开头加标题“周末”');
  const events = await phone.follow(turn.id);
  expect(events.at(-1)).toMatchObject({ type: 'done', outcome: 'applied' });
  expect((await phone.read(project)).timeline.durationMs).toBe(2000);

  const exported = await phone.exportTo(project, 'done');
  expect(exported.file).toMatchObject({ durationMs: expect.closeTo(2000, -2) });
  const film = await fetch(phone.url + exported.file?.url, { headers: { range: 'bytes=0-11' } });
  expect(film.status).toBe(206);
  expect(
    Buffer.from(await film.arrayBuffer())
      .subarray(4, 8)
      .toString(),
  ).toBe('ftyp');

  const still = await fetch(phone.url + exported.posterUrl);
  expect(exported.posterUrl).not.toBe(uploaded.posterUrl);
  expect([still.status, still.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(Buffer.from(await still.arrayBuffer()).readUInt16BE(0)).toBe(0xffd8);
  expect((await fetch(`${phone.url}${exported.posterUrl}0`)).status).toBe(404);

  const { filmPosterUrl } = (await phone.read(project)).project;
  expect(filmPosterUrl?.split('?')[0]).toBe(exported.posterUrl?.split('?')[0]);
});

test('what is deleted is gone from the engine too; a clip in the film stays until it is taken out', async () => {
  const bytes = await readFile(clip);
  const clipFiles = async () => (await readdir(join(dir, 'engine', 'clips'))).length;
  const stranger = await Phone.signIn(phone.url);
  const before = await clipFiles();
  const project = await stranger.createProject();
  const uploaded = await stranger.upload(project, {
    name: 'a.mp4',
    bytes: Buffer.concat([bytes, Buffer.from([0, 0, 0, 8]), Buffer.from('free')]),
  });
  expect(await clipFiles()).toBeGreaterThan(before);
  expect(await stranger.send('DELETE', `/v1/projects/${project}/clips/${uploaded.id}`)).toMatchObject({ status: 409 });
  expect((await stranger.read(project)).clips).toHaveLength(1);
  expect(await stranger.send('DELETE', `/v1/projects/${project}`)).toMatchObject({ status: 200 });
  expect(await clipFiles()).toBe(before);
});

/** Every file of relay and engine but the database's own. */
const allFiles = async () =>
  (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/relay\/pg/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

test('a person who leaves is gone from every file and every table', async () => {
  const before = await allFiles();
  const leaver = await Phone.signIn(phone.url);
  const project = await leaver.createProject('只有我有的名字');
  const bytes = Buffer.concat([await readFile(clip), Buffer.from([0, 0, 0, 8]), Buffer.from('free')]);
  await leaver.upload(project, { name: '只有我有的.mp4', bytes });
  await leaver.follow((await leaver.say(project, '剪到前 2 秒，开头加标题“只有我”')).id);
  await leaver.exportTo(project, 'done');
  const begun = new UploadInParts(leaver, { projectId: project, name: 'half.mp4', bytes });
  await begun.create();
  await begun.sendPart(1_000);
  expect((await allFiles()).length).toBeGreaterThan(before.length + 4);

  expect((await leaver.send('DELETE', '/v1/me')).status).toBe(200);
  // What the engine knows of an account is an id of chance and nothing else; copies of clips from before may still be in the making.
  const others = new Set(before.flatMap((name) => /\/clips\/(\w{64})\//.exec(name)?.[1] ?? []));
  const isOfOthers = (name: string): boolean => [...others].some((hash) => name.includes(hash));
  const left = (await allFiles()).filter((name) => !before.includes(name) && !name.includes('/clients/') && !isOfOthers(name));
  expect(left).toEqual([]);

  await relay?.close();
  relay = undefined;
  const database = await openDatabase({ dataDir: join(dir, 'relay'), onFatal: () => {} });
  for (const table of Object.values(schema)) {
    const rows = JSON.stringify(await database.db.select().from(table));
    expect(rows).not.toContain(project);
    expect(rows).not.toContain('只有我');
  }
  await database.close();
});
