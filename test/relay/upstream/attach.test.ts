import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillPath } from '../../../src/contract/endpoint.ts';
import { ATTRIBUTION, SKILL_SOURCE } from '../../../src/contract/upstream/attribution.ts';
import { forgetSession } from '../../../src/contract/upstream/session.ts';
import { createEngine, type Engine } from '../../../src/engine/server.ts';
import { createRelay, type Relay } from '../../../src/relay/server.ts';
import { createMediaBench, makeClip, testGraph } from '../../support/clips.ts';
import { mintFor } from '../../support/upstream-client.ts';
import { buildWorker } from '../../support/worker.ts';
import { settingsFor } from '../bench.ts';
import { Phone } from '../phone.ts';

let engine: Engine;
let relay: Relay;
let phone: Phone;
let url = '';
let token = '';
let dir = '';
let clips: Buffer[] = [];

beforeAll(async () => {
  const media = await createMediaBench();
  dir = media.dir;
  const make = async (seconds: number) =>
    readFile(await makeClip(media.runner, join(dir, `${seconds}.mp4`), { graph: testGraph('160x120', seconds), seconds }));
  clips = [await make(1), await make(2)];
  engine = createEngine({ dataDir: join(dir, 'engine'), workerPath: await buildWorker(), logLevel: 'warn', rendersAtOnce: 1 });
  ({ url } = await engine.listen({}));
  token = (await mintFor(url)).token;
  relay = await createRelay({ ...(await settingsFor(url)), upstream: { kind: 'engine', url }, nemoToken: token, timings: undefined });
  phone = await Phone.signIn((await relay.listen({ host: '127.0.0.1', port: 0 })).url);
});
afterAll(async () => {
  await relay?.close();
  await engine?.close();
  await rm(dir, { recursive: true, force: true });
});

const sessions = async () => (await readdir(join(dir, 'engine', 'sessions'))).map((name) => name.replace(/\..*$/, ''));
async function forget(sessionId: string): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    [ATTRIBUTION.source]: SKILL_SOURCE,
    [ATTRIBUTION.version]: '1',
    [ATTRIBUTION.platform]: 'unknown',
  };
  expect((await fetch(url + fillPath(forgetSession.path, { sessionId }), { method: 'DELETE', headers })).status).toBe(200);
}

const say = async (project: string, text: string) => phone.follow((await phone.say(project, text)).id);

test('an engine that lost a session gets its clips again by their bytes, each under its own name', async () => {
  const before = new Set(await sessions());
  const project = await phone.createProject();
  const [first, second] = await Promise.all(clips.map((bytes, at) => phone.upload(project, { name: `${at}.mp4`, bytes })));
  const [lost = ''] = (await sessions()).filter((id) => !before.has(id));
  expect((await say(project, '删掉第一段')).at(-1)).toMatchObject({ outcome: 'applied' });
  const { timeline } = await phone.read(project);
  const unused = [first, second].find((clip) => clip?.durationMs !== timeline.durationMs);
  await phone.send('DELETE', `/v1/projects/${project}/clips/${unused?.id}`);
  // The bytes stay, as another session has them too.
  const other = await phone.createProject();
  for (const [at, bytes] of clips.entries()) await phone.upload(other, { name: `${at}.mp4`, bytes });

  await forget(lost);
  const events = await say(project, '开头加标题“周末”');
  expect(events).toContainEqual({ type: 'reconnected', lostClips: [] });
  expect(events.at(-1)).toMatchObject({ outcome: 'applied' });
  const after = await phone.read(project);
  expect(after.timeline.durationMs).toBe(timeline.durationMs);
  const sourcesOf = ({ tracks }: typeof timeline) => tracks.filter(({ kind }) => kind === 'video').map(({ segments }) => segments.length);
  expect(sourcesOf(after.timeline)).toEqual(sourcesOf(timeline));
  expect(after.clips.map(({ durationMs, lost: isLost }) => [durationMs, isLost])).toEqual([[timeline.durationMs, undefined]]);
});

test('a clip that the engine no longer has is named as lost', async () => {
  const before = new Set(await sessions());
  const project = await phone.createProject();
  const unlike = Buffer.concat([clips[0] ?? Buffer.alloc(0), Buffer.from([0, 0, 0, 8]), Buffer.from('free')]);
  await phone.upload(project, { name: '只有一份.mp4', bytes: unlike });
  const [lost = ''] = (await sessions()).filter((id) => !before.has(id));
  await forget(lost);
  expect(await say(project, '开头加标题“周末”')).toContainEqual({ type: 'reconnected', lostClips: ['只有一份.mp4'] });
  expect((await phone.read(project)).clips).toMatchObject([{ name: '只有一份.mp4', lost: true }]);
});
