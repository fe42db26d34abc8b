import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Export } from '../src/contract/relay/export.ts';
import { Phone } from './relay/phone.ts';
import { createMediaBench, makeClip, testGraph } from './support/clips.ts';
import { type FakeUpstream, startFakeUpstream } from './support/fake-upstream.ts';
import { makeFilm } from './support/film.ts';
import { buildProgram, type Program, startProgram } from './support/program.ts';

/** The least that settings allow. */
const LIMIT_BYTES = 1_000_000;
const SECRET_KEY = 'a-secret-that-nobody-may-ever-read-anywhere';

let dir = '';
let fake: FakeUpstream;
let store: Server;
let program: Program;
let big: Buffer;
let phone: Heard;
/** Addresses that were asked for, and every answer that the phone got. */
const addresses: string[] = [];
const answers: string[] = [];
const tokens = new Set<string>();

/** A phone that remembers all it was told. */
class Heard extends Phone {
  override async send(...asked: Parameters<Phone['send']>) {
    const answer = await super.send(...asked);
    answers.push(JSON.stringify(answer.body));
    addresses.push(asked[1]);
    for (const { token } of fake.world.tokens.values()) tokens.add(token);
    return answer;
  }
}

beforeAll(async () => {
  const media = await createMediaBench();
  dir = await mkdtemp(path.join(tmpdir(), 'cloud-'));
  const video = { codec: 'libx264' as const, options: { preset: 'ultrafast', qp: '0', g: '15' }, fps: 30 };
  big = await readFile(
    await makeClip(media.runner, path.join(media.dir, 'big.mp4'), { graph: testGraph('640x360', 3), seconds: 3, video }),
  );
  await rm(media.dir, { recursive: true, force: true });
  fake = await startFakeUpstream();
  // The cloud keeps finished films elsewhere.
  store = createServer((request, response) => {
    addresses.push(request.url ?? '');
    answers.push(JSON.stringify(request.headers));
    response.setHeader('content-type', 'video/mp4').end(big);
  });
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
  const outputUrl = `http://127.0.0.1:${(store.address() as AddressInfo).port}/film.mp4`;
  const body = JSON.stringify({ success: true, data: { id: 'r', status: 'completed', progress: 100, outputUrl } });
  fake.fail({ on: /POST .*lambda$/, kind: 'answer', status: 200, type: 'application/json', body, times: 9 });
  program = startProgram(await buildProgram('test-main-cloud'), 'relay', {
    DATA_DIR: dir,
    HOST: '127.0.0.1',
    PORT: '0',
    UPSTREAM_URL: fake.url,
    UPSTREAM_KIND: 'cloud',
    EXPORT_LIMIT_BYTES: String(LIMIT_BYTES),
    LOG_LEVEL: 'trace',
    SECRET_KEY,
  });
  const { url, token } = await Phone.signIn(await program.url);
  phone = new Heard(url, token);
}, 180_000);
afterAll(async () => {
  program?.child.kill('SIGKILL');
  await program?.ended;
  await fake?.close();
  store?.close();
  await rm(dir, { recursive: true, force: true });
});

test('a relay alone before the cloud makes a film that is too large fit, by an engine of its own, and tells both sizes', {
  timeout: 180_000,
}, async () => {
  expect(big.length).toBeGreaterThan(LIMIT_BYTES);
  const project = await phone.createProject();
  await phone.upload(project, { name: 'a.mp4', bytes: await makeFilm() });
  const events = await phone.follow((await phone.say(project, '剪到前 9 秒')).id);
  answers.push(JSON.stringify(events));
  expect(events.at(-1)).toMatchObject({ outcome: 'applied' });
  const { file, state } = (await phone.exportTo(project, 'done')) as Export;
  expect([state, file?.originalSizeBytes]).toEqual(['done', big.length]);
  expect(file?.sizeBytes).toBeLessThan(LIMIT_BYTES);
  const film = Buffer.from(await (await fetch(phone.url + file?.url)).arrayBuffer());
  expect(film.length).toBe(file?.sizeBytes);
});

test('no token and no key is in a log, an answer, an address or a file, at the most talkative log', async () => {
  const project = await phone.createProject();
  fake.expireTokens();
  await phone.get('/v1/credits');
  fake.loseSessions();
  await phone.upload(project, { name: 'b.mp4', bytes: await makeFilm() });
  await phone.post(`/v1/projects/${project}/claim`, {});
  fake.fail({ on: /balance/, kind: 'bad_json', times: 2 });
  await phone.send('GET', '/v1/credits');
  fake.fail({ on: /balance/, kind: 'code', code: 2001, place: 'envelope', message: [...tokens].join() });
  await phone.send('GET', '/v1/credits');
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);

  expect(tokens.size).toBeGreaterThan(1);
  const secrets = [...tokens, SECRET_KEY];
  const clientIds = fake.world.requests.flatMap(({ headers }) => headers['x-client-id'] ?? []);
  expect(clientIds.length).toBeGreaterThan(1);
  const told = { log: program.said(), answers: answers.join('\n'), addresses: addresses.join('\n') };
  expect(program.said().split('\n').length).toBeGreaterThan(20);
  for (const [place, text] of Object.entries(told)) {
    for (const secret of [...secrets, phone.token, ...clientIds]) expect(text.includes(secret), `${secret} in ${place}`).toBe(false);
  }
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(100);
  for (const file of files) {
    const bytes = await readFile(file);
    for (const secret of [...secrets, phone.token]) expect(bytes.includes(secret), `${secret} in ${file}`).toBe(false);
  }
});
