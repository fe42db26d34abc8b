import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveH5 } from '../../../src/relay/routes/h5.ts';

let folder: string;
const page = '<!doctype html><div id="app"></div>';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saycut-h5-'));
  for (const name of ['index.html', 'app.0a1b2c3d.js']) {
    await writeFile(join(folder, name), page);
    await writeFile(join(folder, `${name}.gz`), gzipSync(page));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the page goes out compressed to whoever reads that, and is asked for anew each time', async () => {
  const app = fastify();
  await serveH5(app, folder);
  const packed = await app.inject({ url: '/', headers: { 'accept-encoding': 'gzip, br' } });
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-cache' });
  expect(packed.headers['content-type']).toMatch(/html/);
  expect(gunzipSync(packed.rawPayload).toString()).toBe(page);
  expect((await app.inject({ url: '/' })).body).toBe(page);
  const script = await app.inject({ url: '/app.0a1b2c3d.js', headers: { 'accept-encoding': 'gzip' } });
  expect(script.headers['cache-control']).toContain('immutable');
});
