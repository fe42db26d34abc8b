import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Export } from '../../../src/contract/relay/export.ts';
import type { FakeDraft } from '../../support/fake-upstream/script.ts';
import { type Bench, openBench } from '../bench.ts';

let bench: Bench;
let project = '';

async function edited() {
  const id = await bench.phone.createProject('周末/海边');
  await bench.phone.upload(id, { name: 'a.mp4', bytes: bench.film });
  await bench.phone.follow((await bench.phone.say(id, `剪到前 10 秒 ${id}`)).id);
  return id;
}

const open = async (options: Parameters<typeof openBench>[0] = {}) => {
  bench = await openBench(options);
  bench.fake.world.credits.available = 1_000_000;
};
const submitted = () => [...bench.fake.world.submitted.values()];

describe.each(['data', 'task', 'nested'] as const)('a render whose status has the shape %s', (renderShape) => {
  beforeAll(() => open({ renderShape }));
  afterAll(() => bench.close());

  test('becomes a file with its facts, asked for once', async () => {
    project = await edited();
    const done = await bench.phone.exportTo(project, 'done');
    expect(done).toMatchObject({
      state: 'done',
      percent: 100,
      file: { width: 160, height: 120, fps: 30, name: '周末 海边.mp4', sizeBytes: bench.film.length },
    });
    expect(submitted()).toEqual([1]);
  });
});

describe('with one upstream', () => {
  beforeAll(async () => {
    await open({ renderPolls: 6 });
    project = await edited();
  });
  afterAll(() => bench.close());

  test('the percentage never goes back, and 100 comes with the file alone', async () => {
    let { export: found } = (await bench.phone.post(`/v1/projects/${project}/exports`, {})) as { export: Export };
    const seen = [found.percent];
    while (found.state !== 'done') {
      found = (await bench.phone.get(`/v1/exports/${found.id}`)).export as Export;
      seen.push(found.percent);
      expect(found.percent === 100).toBe(found.file !== undefined);
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });

  test('the same again is the same export, another size is another', async () => {
    const before = submitted().length;
    const first = await bench.phone.exportTo(project, 'done');
    const again = await Promise.all([1, 2, 3].map(() => bench.phone.exportTo(project, 'done')));
    expect(new Set([first, ...again].map(({ id }) => id)).size).toBe(1);
    expect(submitted().length).toBe(before);
    const { export: small } = (await bench.phone.post(`/v1/projects/${project}/exports`, { resolution: '720' })) as { export: Export };
    expect(small.id).not.toBe(first.id);
  });

  test('the file is served whole, in ranges and only by its signed address', async () => {
    const { file, id } = await bench.phone.exportTo(project, 'done');
    const url = bench.phone.url + (file?.url ?? '');
    const whole = await fetch(url);
    expect(whole.headers.get('content-type')).toBe('video/mp4');
    expect(Buffer.from(await whole.arrayBuffer()).equals(bench.film)).toBe(true);
    const etag = whole.headers.get('etag') ?? '';
    const part = await fetch(url, { headers: { range: 'bytes=10-19', 'if-range': etag } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${bench.film.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(bench.film.subarray(10, 20))).toBe(true);
    expect((await fetch(url, { headers: { range: 'bytes=10-19', 'if-range': '"old"' } })).status).toBe(200);
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(url, { headers: { range: `bytes=${bench.film.length}-` } })).status).toBe(416);
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe(String(bench.film.length));
    expect((await fetch(url.replace(/sig=..../, 'sig=0000'))).status).toBe(404);
    expect((await fetch(url.replace(/exp=\d+/, 'exp=9999999999'))).status).toBe(404);
    expect((await fetch(`${bench.phone.url}/v1/exports/${id}/file`)).status).toBe(404);
  });

  test('captions come as files of their own, by signed addresses, where the film has any', async () => {
    const id = await edited();
    expect((await bench.phone.exportTo(id, 'done')).file?.captions).toBeUndefined();
    const caption = { id: 'c', tx: '浪花', s: 500, d: 1_000, role: 'caption' };
    const draft = (before: FakeDraft) => ({ ...before, t: [...((before.t as unknown[]) ?? []), { tt: 7, sg: [caption] }] });
    bench.fake.onMessage(`加字幕 ${id}`, [{ call: 'edit' }, { result: 'edit', draft }, { say: '好了。' }, { complete: true }]);
    await bench.phone.follow((await bench.phone.say(id, `加字幕 ${id}`)).id);
    const { file } = await bench.phone.exportTo(id, 'done');
    const srt = await fetch(bench.phone.url + file?.captions?.srtUrl);
    expect([srt.status, srt.headers.get('content-type'), await srt.text()]).toEqual([
      200,
      'application/x-subrip; charset=utf-8',
      '1\n00:00:00,500 --> 00:00:01,500\n浪花\n',
    ]);
    expect(srt.headers.get('content-disposition')).toContain(encodeURIComponent('周末 海边.srt'));
    expect(await (await fetch(bench.phone.url + file?.captions?.vttUrl)).text()).toMatch(/^WEBVTT/);
    expect((await fetch(bench.phone.url + file?.captions?.srtUrl.replace(/sig=..../, 'sig=0000'))).status).toBe(404);
    expect((await fetch(bench.phone.url + file?.captions?.srtUrl.replace('/srt', '/vtt'))).status).toBe(404);
  });

  test('a failed render is asked for once more under another id, and then given up', async () => {
    const one = await edited();
    const before = submitted().length;
    bench.fake.world.renderEnds.push('failed');
    expect((await bench.phone.exportTo(one, 'done')).state).toBe('done');
    expect(submitted().length).toBe(before + 2);
    const two = await edited();
    bench.fake.world.renderEnds.push('failed', 'failed');
    expect(await bench.phone.exportTo(two, 'done')).toMatchObject({ state: 'failed', error: { code: 'render_failed' } });
    expect(submitted().every((times) => times === 1)).toBe(true);
  });

  test.each([
    ['reset', /POST .*lambda$/],
    ['reset', /GET .*lambda\//],
    ['cut', /GET .*lambda\//],
    ['bad_json', /GET .*lambda\//],
  ] as const)('a %s of %s is looked for under the same id', async (kind, on) => {
    const id = await edited();
    const before = submitted().length;
    bench.fake.fail({ on, kind, acts: true } as Parameters<typeof bench.fake.fail>[0]);
    expect((await bench.phone.exportTo(id, 'done')).state).toBe('done');
    expect(submitted().length).toBe(before + 1);
    expect(submitted().every((times) => times === 1)).toBe(true);
  });

  test('a download that breaks is fetched again, whole', async () => {
    const id = await edited();
    bench.fake.fail({ on: /download$/, kind: 'cut', acts: true, afterBytes: 5_000 });
    expect((await bench.phone.exportTo(id, 'done')).file?.sizeBytes).toBe(bench.film.length);
  });

  test('402 is told as a blocked export, never as credits', async () => {
    const id = await edited();
    bench.fake.fail({ on: /POST .*lambda$/, kind: 'code', code: 402, place: 'status' });
    expect(await bench.phone.exportTo(id, 'done')).toMatchObject({ state: 'failed', error: { code: 'export_blocked' } });
  });

  test('a restart in the middle goes on with the same render', async () => {
    const id = await edited();
    const before = submitted().length;
    const { export: started } = (await bench.phone.post(`/v1/projects/${id}/exports`, {})) as { export: Export };
    while (submitted().length === before) await new Promise((resolve) => setTimeout(resolve, 5));
    await bench.restart();
    const done = await bench.phone.exportTo(id, 'done');
    expect([done.id, done.state]).toEqual([started.id, 'done']);
    expect(submitted().length).toBe(before + 1);
  });

  test('a cancelled export stays cancelled, and an empty project cannot be exported', async () => {
    const id = await edited();
    const { export: started } = (await bench.phone.post(`/v1/projects/${id}/exports`, {})) as { export: Export };
    expect((await bench.phone.post(`/v1/exports/${started.id}/cancel`, {})).export).toMatchObject({ state: 'cancelled' });
    const empty = await bench.phone.createProject();
    expect(await bench.phone.send('POST', `/v1/projects/${empty}/exports`, { body: {} })).toMatchObject({
      status: 409,
      body: { error: { code: 'draft_empty' } },
    });
  });

  test('a deleted project takes its files along', async () => {
    const id = await edited();
    const done = await bench.phone.exportTo(id, 'done');
    const folder = join(bench.dir, 'objects', 'exports', done.id);
    expect((await stat(folder)).isDirectory()).toBe(true);
    await bench.phone.send('DELETE', `/v1/projects/${id}`);
    await expect(stat(folder)).rejects.toThrow();
    expect((await fetch(bench.phone.url + done.file?.url)).status).toBe(404);
    expect(await bench.phone.send('GET', `/v1/exports/${done.id}`)).toMatchObject({ status: 404 });
  });
});
