import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Batch } from '../../../src/contract/relay/batch.ts';
import type { Project } from '../../../src/contract/relay/project.ts';
import { type Bench, openBench } from '../bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  bench.fake.world.credits.available = 1_000_000;
});
afterAll(() => bench?.close());

const names = ['一.mp4', '二.mp4', '三.mp4'];

async function filled(): Promise<string> {
  const project = await bench.phone.createProject();
  for (const name of names) await bench.phone.upload(project, { name, bytes: bench.film });
  return project;
}

type Split = { state: string; copied: number; total: number; lostClips: string[]; batch?: Batch };
const split = (project: string) => bench.phone.post(`/v1/projects/${project}/split`, {}) as Promise<Split>;
const namesIn = (batch: Batch | undefined) => batch?.rows.map(({ clips }) => clips?.map(({ name }) => name));

test('clips that the phone no longer has are parted into a film of each, edited apart, and put together again', async () => {
  const { phone } = bench;
  const project = await filled();
  const { batch, ...told } = await split(project);
  expect(told).toEqual({ state: 'done', copied: 3, total: 3, lostClips: [] });
  expect(namesIn(batch)).toEqual(names.map((name) => [name]));
  expect(batch?.rows.map(({ state }) => state)).toEqual(['need', 'need', 'need']);
  expect((await phone.read(project)).clips).toHaveLength(3);

  const projectId = batch?.rows[1]?.projectId ?? '';
  await phone.post(`/v1/batches/${batch?.id}/instructions`, { rows: [{ projectId, instruction: '剪到前 5 秒' }] });
  const row = async () => ((await phone.get(`/v1/batches/${batch?.id}`)) as { batch: Batch }).batch.rows[1];
  await expect.poll(async () => (await row())?.state).toBe('done');
  expect((await row())?.export?.file?.sizeBytes).toBe(bench.film.length);
  expect((await phone.read(batch?.rows[0]?.projectId ?? '')).timeline.durationMs).not.toBe(5_000);

  const joined = await phone.post(`/v1/batches/${batch?.id}/join`, { title: '合起来', language: 'zh-CN' });
  expect(joined).toMatchObject({ state: 'done', copied: 3, project: { title: '合起来', clipCount: 3 } });
  const { clips } = await phone.read((joined.project as Project).id);
  expect(clips.map(({ name }) => name)).toEqual(names);
});

test('a split that broke off goes on where it was, and copies no clip twice', async () => {
  const project = await filled();
  const first = /POST .*upload-video/;
  // The first clip goes through, the second is rate limited: the app waits, and asks again.
  bench.fake.fail({ on: first, kind: 'code', code: 429, place: 'envelope', skip: 1 });
  const before = bench.fake.world.sessions.size;
  expect(await bench.phone.send('POST', `/v1/projects/${project}/split`, { body: {} })).toMatchObject({
    status: 429,
    body: { error: { args: { waitSeconds: 30 } } },
  });
  await bench.restart();
  const { batch, copied } = await split(project);
  expect([copied, bench.fake.world.sessions.size - before]).toEqual([3, 3]);
  expect(namesIn(batch)).toEqual(names.map((name) => [name]));
  const again = await split(project);
  expect(again.batch?.rows.map(({ projectId }) => projectId)).toEqual(batch?.rows.map(({ projectId }) => projectId));
});

test('a clip that the upstream no longer has is named, and the others are parted', async () => {
  const project = await filled();
  bench.fake.fail({ on: /POST .*upload-video/, kind: 'code', code: 4001, place: 'envelope', times: 2 });
  const told = await split(project);
  expect([told.lostClips, told.copied]).toEqual([['一.mp4'], 2]);
  expect(namesIn(told.batch)).toEqual([['二.mp4'], ['三.mp4']]);
});

test('a project without a clip cannot be parted', async () => {
  const project = await bench.phone.createProject();
  expect(await bench.phone.send('POST', `/v1/projects/${project}/split`, { body: {} })).toMatchObject({
    status: 409,
    body: { error: { code: 'draft_empty' } },
  });
});

test('words for a row that is not there change none of the others', async () => {
  const projectIds = [await bench.phone.createProject()];
  const { batch } = (await bench.phone.post('/v1/batches', { language: 'en', projectIds })) as { batch: Batch };
  const rows = [...projectIds, 'zzzzzzzzzzzzzzzzzzzz'].map((projectId) => ({ projectId, instruction: 'cut' }));
  expect(await bench.phone.send('POST', `/v1/batches/${batch.id}/instructions`, { body: { rows } })).toMatchObject({ status: 404 });
  expect(((await bench.phone.get(`/v1/batches/${batch.id}`)) as { batch: Batch }).batch.rows[0]?.state).toBe('need');
});
