import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Batch } from '../../../src/contract/relay/batch.ts';
import { type Bench, openBench } from '../bench.ts';
import { endpoints } from '../endpoints.ts';
import { Phone } from '../phone.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  bench.fake.world.credits.available = 1_000;
});
afterAll(() => bench?.close());

type Operation = { method: string; path: string };

async function operations(): Promise<Operation[]> {
  const { paths } = (await (await fetch(`${bench.phone.url}/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })));
}

test('every operation of the wire is described, and nothing else is', async () => {
  const contract = Object.values(endpoints).map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const described = (await operations()).map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(described)].sort()).toEqual(contract.sort());
});

test('whatever is sent to a described operation, the answer is one of the contract and never a failure of ours', async () => {
  const all = (await operations()).filter(({ path }) => !path.endsWith('/me') && !path.endsWith('sign-out'));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...all),
      fc.json({ noUnicodeString: false }),
      fc.webSegment(),
      async ({ method, path }, body, segment) => {
        const filled = path.replace(/\{\w+\}/g, segment || 'x');
        const response = await fetch(bench.phone.url + filled, {
          method,
          headers: { authorization: `Bearer ${bench.phone.token}`, ...(method === 'POST' && { 'content-type': 'application/json' }) },
          ...(method === 'POST' && { body }),
        });
        const text = await response.text();
        expect(response.status, `${method} ${filled} ${body} ${text}`).toBeLessThan(500);
        if (response.status >= 400) expect(JSON.parse(text)).toHaveProperty('error.code');
      },
    ),
    { numRuns: 300 },
  );
});

test('a NUL in words is refused, as PostgreSQL cannot hold it', async () => {
  expect(await bench.phone.send('POST', '/v1/projects', { body: { title: 'a\u0000b', language: 'en' } })).toMatchObject({
    status: 400,
    body: { error: { code: 'bad_request' } },
  });
});

test('the relay says that it lives and that it is ready', async () => {
  expect(await (await fetch(`${bench.phone.url}/healthz`)).json()).toEqual({ status: 'ok' });
  expect(await (await fetch(`${bench.phone.url}/readyz`)).json()).toMatchObject({
    status: 'ready',
    database: true,
    upstream: true,
    disk: true,
  });
});

test('credits come with the link that keeps the trial account, and the token is nowhere', async () => {
  const credits = await bench.phone.get('/v1/credits');
  expect(credits).toMatchObject({
    total: expect.any(Number),
    bindUrl: expect.stringMatching(/^https:\/\/nemovideo\.com\/register\?bind=anon_/),
  });
  expect(JSON.stringify(credits)).not.toContain('nmv_usr_');
  const { url } = await bench.phone.post(`/v1/projects/${await bench.phone.createProject()}/claim`, {});
  expect(url).toMatch(/^https:\/\/nemovideo\.com\/workspace\/claim\?ct=clm_/);
});

test('one client id for ever: a new token is asked for with the same one', async () => {
  const phone = await Phone.signIn(bench.phone.url);
  await phone.get('/v1/credits');
  bench.fake.expireTokens();
  await Promise.all(Array.from({ length: 8 }, () => phone.get('/v1/credits')));
  const minted = bench.fake.world.requests
    .filter(({ path }) => path.endsWith('anonymous-token'))
    .map(({ headers }) => headers['x-client-id']);
  expect(minted.slice(-2)[0]).toBe(minted.slice(-1)[0]);
});

test('a batch gives each file its own words and its own film, and one that fails stops nobody and can be tried again', async () => {
  const { phone, film, fake } = bench;
  const projectIds = await Promise.all(['一', '二', '三'].map((title) => phone.createProject(title)));
  for (const projectId of projectIds) await phone.upload(projectId, { name: 'a.mp4', bytes: film });
  fake.onMessage('批量会坏', [{ error: 'UNAVAILABLE' }]);
  fake.world.sessions.forEach((session) => {
    session.draft = { ...session.draft, t: [{ tt: 0, sg: [{ id: 'v1', n: 'a.mp4', s: 0, d: 30_000 }] }], d: 30_000 };
  });
  const made = (await phone.post('/v1/batches', { language: 'zh-CN', projectIds })) as { batch: Batch };
  expect(made.batch.rows.map((row) => row.state)).toEqual(['need', 'need', 'need']);
  const words = ['剪到前 5 秒', '批量会坏', '剪到前 7 秒'];
  const rows = projectIds.map((projectId, at) => ({ projectId, instruction: words[at] }));
  await phone.post(`/v1/batches/${made.batch.id}/instructions`, { rows });
  let { batch } = (await phone.get(`/v1/batches/${made.batch.id}`)) as { batch: Batch };
  while (!batch.rows.every((row) => row.state === 'done' || row.state === 'fail')) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    ({ batch } = (await phone.get(`/v1/batches/${made.batch.id}`)) as { batch: Batch });
  }
  expect(batch.rows.map((row) => row.state)).toEqual(['done', 'fail', 'done']);
  expect(batch.rows[0]?.export?.file?.sizeBytes).toBe(film.length);

  const again = { rows: [{ projectId: projectIds[1], instruction: '剪到前 6 秒' }] };
  await phone.post(`/v1/batches/${made.batch.id}/instructions`, again);
  while (batch.rows[1]?.state !== 'done') {
    await new Promise((resolve) => setTimeout(resolve, 30));
    ({ batch } = (await phone.get(`/v1/batches/${made.batch.id}`)) as { batch: Batch });
  }
  expect(batch.rows[1]?.export?.file?.sizeBytes).toBe(film.length);
});

test('an address is fetched by the upstream only when it leads into the public internet', async () => {
  const { phone } = bench;
  const project = await phone.createProject();
  const at = `/v1/projects/${project}/clips/from-url`;
  expect((await phone.post(at, { url: 'https://8.8.8.8/films/%E6%B5%B7.mp4' })).clip).toMatchObject({ name: '海.mp4', kind: 'video' });
  expect(await phone.send('POST', at, { body: { url: 'http://169.254.169.254/a.mp4' } })).toMatchObject({
    status: 422,
    body: { error: { code: 'address_refused' } },
  });
  expect(await phone.send('POST', at, { body: { url: 'https://8.8.8.8/a.exe' } })).toMatchObject({ status: 415 });
});

test('an upload of a wrong type or size is refused before its bytes, one of wrong content after the first', async () => {
  const { phone } = bench;
  const project = await phone.createProject();
  const refused = async (file: { name: string; bytes: Uint8Array }) => (await phone.sendClip(project, file)).body;
  expect(await refused({ name: 'a.txt', bytes: bench.film })).toEqual({ error: { code: 'file_unsupported', args: { name: 'a.txt' } } });
  expect(await refused({ name: 'a.mp4', bytes: Buffer.from('#!/bin/sh\necho this is no film at all\n') })).toEqual({
    error: { code: 'file_unsupported', args: { name: 'a.mp4' } },
  });
  const key = 'upload-key-0001';
  const [one, two] = await Promise.all([
    phone.upload(project, { name: 'a.mp4', bytes: bench.film, key }),
    phone.upload(project, { name: 'a.mp4', bytes: bench.film, key }),
  ]);
  expect(one.id).toBe(two.id);
  expect((await phone.read(project)).clips).toHaveLength(1);
});

test('a person who leaves takes everything along', async () => {
  const phone = await Phone.signIn(bench.phone.url);
  const project = await phone.createProject();
  await phone.upload(project, { name: 'a.mp4', bytes: bench.film });
  await phone.follow((await phone.say(project, '剪到前 3 秒')).id);
  const { id } = await phone.exportTo(project, 'done');
  expect((await phone.send('DELETE', '/v1/me')).status).toBe(200);
  expect((await phone.send('GET', '/v1/projects')).status).toBe(401);
  expect(await readdir(join(bench.dir, 'objects', 'exports'))).not.toContain(id);
});

test('a share shows the film and nothing of the person, to anyone', async () => {
  const { phone } = bench;
  const project = await phone.createProject('给你看');
  await phone.upload(project, { name: 'a.mp4', bytes: bench.film });
  await phone.follow((await phone.say(project, '剪到前 4 秒')).id);
  const { id } = await phone.exportTo(project, 'done');
  const { shareId } = await phone.post(`/v1/exports/${id}/share`, {});
  const shared = (await (await fetch(`${phone.url}/v1/shared/${shareId}`)).json()) as { url: string };
  expect(shared).toMatchObject({ title: '给你看', width: 160, height: 120 });
  expect(JSON.stringify(shared)).not.toContain(project);
  const film = await fetch(phone.url + shared.url);
  expect(Buffer.from(await film.arrayBuffer()).equals(bench.film)).toBe(true);
});
