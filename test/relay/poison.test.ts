import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Export } from '../../src/contract/relay/export.ts';
import { START_LIMIT } from '../../src/relay/jobs.ts';
import type { RelaySettings } from '../../src/relay/settings.ts';
import { type FakeUpstream, startFakeUpstream } from '../support/fake-upstream.ts';
import { makeFilm } from '../support/film.ts';
import { settingsFor } from './bench.ts';
import { type Child, startChild } from './child.ts';
import { Phone } from './phone.ts';

let fake: FakeUpstream;
let settings: RelaySettings;
let child: Child;
let phone: Phone;
let deaths = 0;

beforeAll(async () => {
  // Longer than a relay needs to be killed, so that all of them are under way when it is.
  fake = await startFakeUpstream({ file: await makeFilm(), renderPolls: 40 });
  fake.world.credits.available = 1_000_000;
  settings = await settingsFor(fake.url);
  child = await startChild(settings);
  phone = await Phone.signIn(child.url);
});
afterAll(async () => {
  await child?.stop();
  await fake?.close();
  await rm(settings.dataDir, { recursive: true, force: true });
});

/** Once armed, the relay dies whenever it asks the upstream this; until then the answer is that nothing has happened yet. */
function dieOf(on: RegExp): () => void {
  let isArmed = false;
  deaths = 0;
  const before = () => {
    if (!isArmed) return;
    deaths += 1;
    process.kill(child.pid, 'SIGKILL');
  };
  const pending = JSON.stringify({ success: true, data: { id: 'r', status: 'pending', progress: 5 } });
  fake.fail({ on, kind: 'answer', status: 200, type: 'application/json', body: pending, times: Number.POSITIVE_INFINITY, before });
  return () => {
    isArmed = true;
  };
}

/** Starts the relay each time it has died, until what was asked for has come. */
async function startUntil(isReached: () => Promise<boolean>): Promise<void> {
  while (!(await isReached().catch(() => false))) {
    const isAlive = await fetch(`${child.url}/healthz`).then(
      () => true,
      () => false,
    );
    if (!isAlive) {
      await child.kill();
      // It may die before it has said its address.
      child = await startChild(settings).catch(() => child);
      phone = new Phone(child.url, phone.token);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function edited(): Promise<string> {
  const project = await phone.createProject();
  await phone.upload(project, { name: 'a.mp4', bytes: await makeFilm() });
  await phone.follow((await phone.say(project, `剪到前 9 秒 ${project}`)).id);
  return project;
}

const readExport = async (id: string) => (await phone.get(`/v1/exports/${id}`)).export as Export;

test('an export that kills the relay each time is given up, and those beside it are made', async () => {
  const projects = [await edited(), await edited(), await edited()];
  const started: Export[] = [];
  let arm = () => {};
  for (const project of projects) {
    started.push((await phone.post(`/v1/projects/${project}/exports`, {})).export as Export);
    if (started.length === 1) arm = dieOf(new RegExp(`GET .*lambda/.*_${started[0]?.id.slice(0, 8)}`));
  }
  await expect.poll(() => fake.world.submitted.size).toBe(projects.length);
  arm();
  await startUntil(async () => {
    const found = await Promise.all(started.map(({ id }) => readExport(id)));
    return found.every(({ state }) => state === 'done' || state === 'failed');
  });
  const ended = await Promise.all(started.map(({ id }) => readExport(id)));
  expect(ended.filter(({ state }) => state === 'done')).toHaveLength(projects.length - 1);
  expect(ended.find(({ state }) => state === 'failed')?.error).toEqual({ code: 'internal' });
  expect(deaths).toBe(START_LIMIT);
  expect([...fake.world.submitted.values()].every((times) => times === 1)).toBe(true);
});

test('a turn that kills the relay each time is given up, and was sent once', async () => {
  const project = await edited();
  const words = `剪到前 5 秒 ${project}`;
  const session = [...fake.world.sessions.keys()].at(-1);
  fake.onMessage(words, [{ waitMs: 600_000 }]);
  const turn = await phone.say(project, words);
  await expect.poll(() => fake.countMessages(words)).toBe(1);
  dieOf(new RegExp(`GET .*state.*/${session}/`))();
  await child.kill();
  await startUntil(async () => (await phone.read(project)).turns.at(-1)?.state === 'done');
  const events = await phone.follow(turn.id);
  expect(events.slice(-2)).toEqual([
    { type: 'error', code: 'internal' },
    { type: 'done', outcome: 'failed' },
  ]);
  expect(fake.countMessages(words)).toBe(1);
  // The start that was killed from outside counts too.
  expect(deaths).toBe(START_LIMIT - 1);
});
