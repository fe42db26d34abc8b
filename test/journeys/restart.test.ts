import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Phone } from '../relay/phone.ts';
import { createMediaBench, makeClip, testGraph } from '../support/clips.ts';
import { type Server, startServer } from '../support/server.ts';

/** A restart and the rest of a turn or a render, on two busy cores. */
const WORK_MS = 90_000;

let server: Server;
let project: string;
let phone: Phone;

const again = async (): Promise<void> => {
  const { token } = phone;
  await server.kill();
  server = await startServer({ dataDir: server.dataDir });
  phone = new Phone(server.url, token);
};

beforeAll(async () => {
  const { runner, dir } = await createMediaBench();
  const clip = await makeClip(runner, path.join(dir, 'clip.mp4'), { graph: testGraph('1080x1920', 6), seconds: 6 });
  server = await startServer();
  phone = await Phone.signIn(server.url);
  project = await phone.createProject();
  await phone.upload(project, { name: 'clip.mp4', bytes: await readFile(clip) });
});
afterAll(() => server?.stop());

test.each([0, 10, 20, 40, 80, 160])('a turn killed %i ms after it was taken is finished once by the next start', async (delayMs) => {
  const words = `标题${delayMs}`;
  const turn = await phone.say(project, `去掉所有文字，开头加标题“${words}”`);
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  await again();
  const ended = async () => (await phone.read(project)).turns.find(({ id }) => id === turn.id);
  await expect.poll(async () => (await ended())?.state, { timeout: WORK_MS }).toBe('done');
  expect((await ended())?.events.at(-1)).toMatchObject({ type: 'done', outcome: 'applied' });
  const { timeline } = await phone.read(project);
  expect(timeline.tracks.flatMap(({ kind, segments }) => (kind === 'text' ? segments.map(({ text }) => text) : []))).toEqual([words]);
});

test('a render killed in the middle is finished by the next start', async () => {
  const { id } = await phone.exportTo(project, 'rendering');
  await again();
  expect(await phone.exportTo(project, 'done')).toMatchObject({ id, state: 'done' });
});
