import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Export } from '../../src/contract/relay/export.ts';
import type { RelaySettings } from '../../src/relay/settings.ts';
import { type FakeUpstream, startFakeUpstream } from '../support/fake-upstream.ts';
import { makeFilm } from '../support/film.ts';
import { settingsFor } from './bench.ts';
import { type Child, startChild } from './child.ts';
import { Phone } from './phone.ts';
import { UploadInParts } from './upload-in-parts.ts';

/** Enough for an embedded database and some megabytes. */
const DISK_BYTES = 160_000_000;

const disk = await mountDisk();

/** A small disk of its own; `undefined` where this user may not mount one. */
async function mountDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'full-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder], { stdio: 'ignore' });
  if (status === 0) return folder;
  await rm(folder, { recursive: true, force: true });
  return undefined;
}

let film: Buffer;
let fake: FakeUpstream;
let settings: RelaySettings;
let child: Child;
let phone: Phone;

beforeAll(async () => {
  if (disk === undefined) return;
  film = await makeFilm();
  fake = await startFakeUpstream({ file: Buffer.concat([film, Buffer.alloc(4_000_000)]) });
  fake.world.credits.available = 1_000_000;
  settings = { ...(await settingsFor(fake.url)), dataDir: join(disk, 'data') };
  child = await startChild(settings);
  phone = await Phone.signIn(child.url);
});
afterAll(async () => {
  if (disk === undefined) return;
  await child?.kill();
  await fake?.close();
  spawnSync('umount', ['-l', disk]);
  await rm(disk, { recursive: true, force: true });
});

const ballast = () => join(disk ?? '', 'ballast');

/** Leaves so much of the disk and no more. */
async function fillUp(leftBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(disk ?? '');
  await writeFile(ballast(), Buffer.alloc(Math.max(0, bavail * bsize - leftBytes)));
}
const makeRoom = () => rm(ballast(), { force: true });

async function edited(): Promise<string> {
  const project = await phone.createProject('周末');
  await phone.upload(project, { name: 'a.mp4', bytes: film });
  expect((await phone.follow((await phone.say(project, `剪到前 10 秒 ${project}`)).id)).at(-1)).toMatchObject({ outcome: 'applied' });
  return project;
}

test.skipIf(disk === undefined)('an upload that the disk has no room for says so, and goes on when there is', async () => {
  const project = await phone.createProject();
  const bytes = Buffer.concat([film, Buffer.alloc(6_000_000)]);
  const upload = new UploadInParts(phone, { projectId: project, name: 'big.mp4', bytes });
  await upload.create();
  expect(await upload.sendPart(1_000_000)).toBe(204);
  await fillUp(1_500_000);
  expect(await upload.sendPart(4_000_000)).toBe(507);
  await makeRoom();
  const kept = await upload.offset();
  expect(kept).toBeGreaterThanOrEqual(1_000_000);
  while ((await upload.offset()) < bytes.length) await upload.sendPart(2_000_000);
  expect(await phone.post(`/v1/projects/${project}/clips/from-upload`, { uploadId: upload.id })).toMatchObject({ state: 'done' });
});

test.skipIf(disk === undefined)('an export that the disk has no room for says so, leaves nothing, and can be asked for again', async () => {
  const project = await edited();
  await fillUp(2_500_000);
  expect(await phone.exportTo(project, 'done')).toMatchObject({ state: 'failed', error: { code: 'storage_full' } });
  await makeRoom();
  const done: Export = await phone.exportTo(project, 'done');
  expect(done).toMatchObject({ state: 'done' });
  const file = await fetch(phone.url + done.file?.url);
  expect((await file.arrayBuffer()).byteLength).toBe(done.file?.sizeBytes);
});

test.skipIf(disk === undefined)('a disk that is full under the database loses nothing that was acknowledged', async () => {
  const project = await edited();
  await fillUp(0);
  // Words are taken or refused; what was taken is there later. The database may go down with the disk, and the process with it.
  const taken: string[] = [];
  for (let at = 0; at < 60; at += 1) {
    const text = `剪到前 ${(at % 9) + 1} 秒，${'很长的话'.repeat(400)}${at}`;
    const turn = await phone.say(project, text, `full-disk-${at}`).catch(() => undefined);
    if (turn === undefined) break;
    taken.push(turn.id);
  }
  expect(taken.length).toBeLessThan(60);
  expect((await stat(ballast())).size).toBeGreaterThan(0);
  await child.kill();
  await makeRoom();
  child = await startChild(settings);
  phone = new Phone(child.url, phone.token);
  const { turns, clips } = await phone.read(project);
  expect(clips).toHaveLength(1);
  const there = new Set(turns.map(({ id }) => id));
  expect(taken.filter((id) => !there.has(id))).toEqual([]);
  for (const { id } of turns) expect((await phone.follow(id)).at(-1)).toMatchObject({ type: 'done' });
  for (const { text } of turns) expect(fake.countMessages(text)).toBeLessThanOrEqual(1);
  expect((await phone.follow((await phone.say(project, '加标题“好了”')).id)).at(-1)).toMatchObject({ outcome: 'applied' });
});
