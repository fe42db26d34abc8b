import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Export } from '../../src/contract/relay/export.ts';
import { systemClock } from '../../src/relay/clock.ts';
import { EXPORT_RETENTION_MS } from '../../src/relay/settings.ts';
import { type Bench, openBench } from './bench.ts';
import { UploadInParts } from './upload-in-parts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PATIENT = { timeout: 20_000 };

let bench: Bench;
/** How far the time of day has gone on since the start. */
let laterMs = 0;

beforeAll(async () => {
  bench = await openBench({}, { clock: { ...systemClock, now: () => Date.now() + laterMs } });
  bench.fake.world.credits.available = 1_000;
}, 120_000);
afterAll(() => bench?.close());

async function exported(): Promise<Export> {
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: 'a.mp4', bytes: bench.film });
  await bench.phone.follow((await bench.phone.say(project, '剪到前 9 秒')).id);
  return bench.phone.exportTo(project, 'done');
}

const read = async (id: string) => (await bench.phone.get(`/v1/exports/${id}`)).export as Export;
const statusOf = async (url: string | undefined) => (await fetch(bench.phone.url + url)).status;

test('an address of a film is good for 10 minutes and a little, and the export gives a new one', async () => {
  const { id, file } = await exported();
  expect(await statusOf(file?.url)).toBe(200);
  laterMs += 10 * MINUTE_MS - 1_000;
  expect(await statusOf(file?.url)).toBe(200);
  laterMs += 5 * MINUTE_MS + 2_000;
  expect(await statusOf(file?.url)).toBe(404);
  expect(await statusOf((await read(id)).file?.url)).toBe(200);
});

test('a film is kept as long as it says and then gone from the disk, and can be made again', async () => {
  const { id, projectId, file } = await exported();
  const folder = join(bench.dir, 'objects', 'exports', id);
  expect(Math.abs((file?.expiresAt ?? 0) - Date.now() - laterMs - EXPORT_RETENTION_MS)).toBeLessThan(HOUR_MS);
  laterMs += EXPORT_RETENTION_MS - HOUR_MS;
  await bench.restart();
  expect((await read(id)).state).toBe('done');
  laterMs += 2 * HOUR_MS;
  await bench.restart();
  await expect.poll(async () => (await read(id)).state, PATIENT).toBe('expired');
  expect((await read(id)).file).toBeUndefined();
  await expect
    .poll(
      () =>
        stat(folder).then(
          () => 'there',
          () => 'gone',
        ),
      PATIENT,
    )
    .toBe('gone');
  expect(await bench.phone.exportTo(projectId, 'done')).toMatchObject({ state: 'done' });
});

test('an upload that nobody finished is kept for two days', async () => {
  const project = await bench.phone.createProject();
  const upload = new UploadInParts(bench.phone, { projectId: project, name: 'b.mp4', bytes: bench.film });
  await upload.create();
  await upload.sendPart(1_000);
  laterMs += 47 * HOUR_MS;
  await bench.restart();
  upload.phone = bench.phone;
  expect(await upload.offset()).toBe(1_000);
  laterMs += 2 * HOUR_MS;
  await bench.restart();
  await expect.poll(() => readdir(join(bench.dir, 'uploads')), PATIENT).toEqual([]);
});
