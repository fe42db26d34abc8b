import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint } from '../../../src/contract/endpoint.ts';
import { fillPath } from '../../../src/contract/endpoint.ts';
import * as batch from '../../../src/contract/relay/batch.ts';
import * as clip from '../../../src/contract/relay/clip.ts';
import * as exported from '../../../src/contract/relay/export.ts';
import * as project from '../../../src/contract/relay/project.ts';
import * as turn from '../../../src/contract/relay/turn.ts';
import { type Bench, openBench } from '../bench.ts';
import { Phone } from '../phone.ts';

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
  ids = { projectId, clipId, turnId, exportId, batchId: made.id };
  stranger = await Phone.signIn(phone.url);
}, 120_000);
afterAll(() => bench?.close());

const calls = [batch, clip, exported, project, turn]
  .flatMap((contract) => Object.entries(contract))
  .filter(
    (entry): entry is [string, Endpoint] => typeof entry[1] === 'object' && entry[1] !== null && 'method' in entry[1] && 'path' in entry[1],
  )
  .filter(([, { path }]) => /:(project|clip|turn|export|batch)Id/.test(path));

/** A body that each call takes. */
const bodies: Record<string, unknown> = {
  renameProject: { title: 'mine' },
  moveToVersion: { version: 1 },
  startTurn: { text: '剪到前 1 秒' },
  startExport: {},
  importClip: { url: 'https://8.8.8.8/a.mp4' },
  finishUpload: { uploadId: 'abcdefghij' },
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
  const nothing = await ask(Object.fromEntries(Object.keys(ids).map((key) => [key, 'zzzzzzzzzzzzzzzzzzzz'])));
  expect(theirs.status).toBe(404);
  expect(theirs).toEqual(nothing);
  expect(theirs.body).toEqual({ error: { code: 'not_found' } });
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
  expect((await stranger.get('/v1/projects')).projects).toEqual([]);
  expect((await bench.phone.read(ids.projectId ?? '')).clips).toHaveLength(1);
});
