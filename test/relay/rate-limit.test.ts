import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Batch } from '../../src/contract/relay/batch.ts';
import type { Export } from '../../src/contract/relay/export.ts';
import { systemClock } from '../../src/relay/clock.ts';
import { type Bench, FAST, openBench } from './bench.ts';
import { UploadInParts } from './upload-in-parts.ts';

/** A wait that no other wait is as long as: it ends when the test says so. */
const LIMIT_MS = 77_777;

let bench: Bench;
let waiting: (() => void)[] = [];

beforeAll(async () => {
  const wait = (ms: number, signal?: AbortSignal) =>
    ms === LIMIT_MS ? new Promise<void>((resolve) => waiting.push(resolve)) : systemClock.wait(ms, signal);
  bench = await openBench({}, { clock: { ...systemClock, wait }, timings: { ...FAST, rateLimitMs: LIMIT_MS } });
  bench.fake.world.credits.available = 1_000_000;
});
afterAll(() => bench?.close());

const PATIENT = { timeout: 20_000 };
const countdown = expect.toSatisfy((left: unknown) => typeof left === 'number' && left > LIMIT_MS - 60_000 && left <= LIMIT_MS);
const asked = (on: RegExp) => bench.fake.world.requests.filter(({ method, path }) => on.test(`${method} ${path}`)).length;
const limit = (on: RegExp) => bench.fake.fail({ on, kind: 'code', code: 429, place: 'envelope' });

function timeGoesBy(): void {
  for (const end of waiting) end();
  waiting = [];
}

async function edited(): Promise<string> {
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: 'a.mp4', bytes: bench.film });
  await bench.phone.follow((await bench.phone.say(project, `剪到前 9 秒 ${project}`)).id);
  return project;
}

test.each([
  ['its render', /POST .*lambda$/],
  ['the progress of its render', /GET .*lambda\//],
  ['its file', /GET .*download$/],
])('an export whose question for %s is rate limited says until when, and asks once more', async (_, on) => {
  const project = await edited();
  const before = asked(on);
  limit(on);
  const { export: started } = (await bench.phone.post(`/v1/projects/${project}/exports`, {})) as { export: Export };
  const read = async () => (await bench.phone.get(`/v1/exports/${started.id}`)).export as Export;
  await expect.poll(async () => (await read()).retryInMs, PATIENT).toEqual(countdown);
  expect(['queued', 'rendering']).toContain((await read()).state);
  expect((await bench.phone.read(project)).exports[0]?.retryInMs).toEqual(countdown);
  expect(asked(on) - before).toBe(1);
  timeGoesBy();
  await expect.poll(async () => (await read()).state, PATIENT).toBe('done');
  expect((await read()).retryInMs).toBeUndefined();
});

test('a turn that is rate limited says until when, to whoever listens and to whoever comes later', async () => {
  const project = await edited();
  limit(/run_sse/);
  const turn = await bench.phone.say(project, `剪到前 5 秒 ${project}`);
  const read = async () => (await bench.phone.read(project)).turns.at(-1);
  await expect.poll(async () => (await read())?.retryInMs, PATIENT).toEqual(countdown);
  expect((await read())?.events.at(-1)).toEqual({ type: 'retrying', inMs: LIMIT_MS });
  timeGoesBy();
  expect((await bench.phone.follow(turn.id)).at(-1)).toMatchObject({ outcome: 'applied' });
  expect((await read())?.retryInMs).toBeUndefined();
});

test('a row of a batch says until when, in its edit and in its render', async () => {
  const projectIds = [await edited()];
  const { batch: made } = (await bench.phone.post('/v1/batches', { language: 'zh-CN', projectIds })) as { batch: Batch };
  const row = async () => ((await bench.phone.get(`/v1/batches/${made.id}`)) as { batch: Batch }).batch.rows[0];
  limit(/run_sse/);
  limit(/POST .*lambda$/);
  const rows = projectIds.map((projectId) => ({ projectId, instruction: '剪到前 4 秒' }));
  await bench.phone.post(`/v1/batches/${made.id}/instructions`, { rows });
  await expect.poll(async () => (await row())?.turn?.retryInMs, PATIENT).toEqual(countdown);
  timeGoesBy();
  await expect.poll(async () => (await row())?.export?.retryInMs, PATIENT).toEqual(countdown);
  expect((await row())?.state).toBe('render');
  timeGoesBy();
  await expect.poll(async () => (await row())?.state, PATIENT).toBe('done');
});

test('a file in parts that is rate limited on its way on says until when at once, and is sent once more', async () => {
  const project = await edited();
  const upload = new UploadInParts(bench.phone, { projectId: project, name: 'b.mp4', bytes: bench.film });
  await upload.create();
  while ((await upload.offset()) < bench.film.length) await upload.sendPart(1_000_000);
  const finish = () => bench.phone.post(`/v1/projects/${project}/clips/from-upload`, { uploadId: upload.id });
  const before = asked(/upload-video/);
  limit(/upload-video/);
  expect(await finish()).toEqual({ state: 'checking', retryInMs: countdown });
  const again = finish();
  timeGoesBy();
  expect(await again).toMatchObject({ state: 'done', clip: { name: 'b.mp4' } });
  expect(asked(/upload-video/) - before).toBe(2);
});

test('a draft that is rate limited after an upload keeps nobody waiting, and is read a while later', async () => {
  const project = await bench.phone.createProject();
  limit(/GET .*latest/);
  await bench.phone.upload(project, { name: 'a.mp4', bytes: bench.film });
  const session = [...bench.fake.world.sessions.values()].at(-1);
  if (session !== undefined) session.draft = { ...session.draft, t: [{ tt: 0, sg: [{ id: 'v1', n: 'a.mp4', s: 0, d: 3_000 }] }], d: 3_000 };
  timeGoesBy();
  await expect.poll(async () => (await bench.phone.read(project)).timeline.durationMs, PATIENT).toBe(3_000);
});

test('an answer that tells a wait tells it in a header too', async () => {
  limit(/balance/);
  const response = await fetch(`${bench.phone.url}/v1/credits`, { headers: { authorization: `Bearer ${bench.phone.token}` } });
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '30']);
});
