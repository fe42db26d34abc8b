import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillPath } from '../../../src/contract/endpoint.ts';
import { type Bench, openBench } from '../bench.ts';
import { endpoints, unlisted } from '../endpoints.ts';
import { Phone } from '../phone.ts';
import { UploadInParts } from '../upload-in-parts.ts';

let bench: Bench;
let stranger: Phone;
let ids: Record<string, string>;

beforeAll(async () => {
  bench = await openBench();
  const { phone } = bench;
  const projectId = await phone.createProject();
  const { id: clipId } = await phone.upload(projectId, { name: 'a.mp4', bytes: bench.film });
  const { id: turnId } = await phone.say(projectId, '剪到前 9 秒');
  await phone.follow(turnId);
  const { id: exportId } = await phone.exportTo(projectId, 'done');
  const { batch: made } = (await phone.post('/v1/batches', { language: 'en', projectIds: [projectId] })) as { batch: { id: string } };
  const upload = new UploadInParts(phone, { projectId, name: 'b.mp4', bytes: bench.film });
  await upload.create();
  ids = { projectId, clipId, turnId, exportId, batchId: made.id, uploadId: upload.id };
  stranger = await Phone.signIn(phone.url);
});
afterAll(() => bench?.close());

const calls = Object.entries(endpoints).filter(([, { path }]) => /:(project|clip|turn|export|batch)Id/.test(path));

/** Ids that nobody has. */
const names = ['projectId', 'clipId', 'turnId', 'exportId', 'batchId'];
const nothing: Record<string, string> = Object.fromEntries(names.map((name) => [name, 'zzzzzzzzzzzzzzzzzzzz']));

/** A body that each call takes. */
const bodies: Record<string, unknown> = {
  renameProject: { title: 'mine' },
  moveToVersion: { version: 1 },
  startTurn: { text: '剪到前 1 秒' },
  startExport: {},
  importClip: { url: 'https://8.8.8.8/a.mp4' },
  finishUpload: { uploadId: 'abcdefghij' },
  joinBatch: { title: 'mine', language: 'en' },
  get instructBatch() {
    return { rows: [{ projectId: ids.projectId, instruction: 'x' }] };
  },
};

test.each(calls)('%s of somebody else answers as if there were nothing', async (name, { method, path }) => {
  const ask = async (params: Record<string, string>) => {
    if (name === 'uploadClip') return stranger.sendClip(params.projectId ?? '', { name: 'a.mp4', bytes: bench.film });
    return stranger.send(method, fillPath(path, params), { body: bodies[name] });
  };
  const theirs = await ask(ids);
  expect(theirs.status).toBe(404);
  expect(theirs).toEqual(await ask(nothing));
  expect(theirs.body).toEqual({ error: { code: 'not_found' } });
});

test.each(unlisted.filter(([, path]) => path.includes(':') && !path.includes(':turnId')))(
  '%s %s of somebody else answers as if there were nothing',
  async (method, path) => {
    const ask = async (params: Record<string, string>) => {
      const response = await fetch(stranger.url + fillPath(path, { format: 'srt', file: 'poster', ...params }), {
        method: method === 'GET' ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${stranger.token}`, 'tus-resumable': '1.0.0', 'upload-offset': '0', ...tunnel(method) },
      });
      return { status: response.status, text: await response.text() };
    };
    const theirs = await ask(ids);
    expect(theirs.status).toBe(404);
    expect(theirs).toEqual(await ask({ ...nothing, uploadId: nothing.projectId ?? '' }));
  },
);

const tunnel = (method: string): Record<string, string> =>
  method === 'GET' ? {} : { 'x-http-method-override': method, 'content-type': 'application/offset+octet-stream' };

test.each([
  ['a clip of somebody else in a project of one’s own', 'DELETE', '/v1/projects/:mine/clips/:clipId', undefined],
  ['an upload of somebody else', 'POST', '/v1/projects/:mine/clips/from-upload', () => ({ uploadId: ids.uploadId })],
  ['a batch with a project of somebody else', 'POST', '/v1/batches', () => ({ language: 'en', projectIds: [ids.projectId] })],
  [
    'a row of a batch with a project of somebody else',
    'POST',
    '/v1/batches/:batch/instructions',
    () => ({ rows: [{ projectId: ids.projectId, instruction: 'x' }] }),
  ],
] as const)('%s is not found', async (...[, method, path, body]) => {
  const mine = await stranger.createProject();
  const { batch } = (await stranger.post('/v1/batches', { language: 'en', projectIds: [mine] })) as { batch: { id: string } };
  const answer = await stranger.send(method, fillPath(path, { ...ids, mine, batch: batch.id }), { body: body?.() });
  expect(answer).toEqual({ status: 404, body: { error: { code: 'not_found' } } });
});

test('the events of somebody else are one error', async () => {
  expect(await stranger.follow(ids.turnId ?? '')).toEqual([{ type: 'error', code: 'not_found' }]);
});

test.each(['GET', 'POST'])('without a bearer a %s is signed out', async (method) => {
  const nobody = new Phone(bench.phone.url, 'nobody-nobody-nobody-nobody');
  expect(await nobody.send(method, '/v1/projects', { ...(method === 'POST' && { body: { title: 'x', language: 'en' } }) })).toMatchObject({
    status: 401,
    body: { error: { code: 'signed_out' } },
  });
});

test('nobody lists what is not theirs, and everything is still there for its owner', async () => {
  const listed = (await stranger.get('/v1/projects')).projects as { id: string }[];
  expect(listed.map(({ id }) => id)).not.toContain(ids.projectId);
  expect((await bench.phone.read(ids.projectId ?? '')).clips).toHaveLength(1);
});
