import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRelay } from '../../src/relay/server.ts';
import type { RelaySettings } from '../../src/relay/settings.ts';
import { type FakeUpstream, startFakeUpstream } from '../support/fake-upstream.ts';
import { makeFilm } from '../support/film.ts';
import { settingsFor } from './bench.ts';
import { type Child, startChild } from './child.ts';
import { Phone } from './phone.ts';
import { UploadInParts } from './upload-in-parts.ts';

/** Times that the relay is killed. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 8);

let fake: FakeUpstream;
let settings: RelaySettings;
let child: Child;
let phone: Phone;
let film: Buffer;

beforeAll(async () => {
  film = await makeFilm();
  fake = await startFakeUpstream({ file: film, renderPolls: 8 });
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

/** Asks until the relay answers: what a phone in a tunnel does. The same key each time. */
async function insist<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isGone = error instanceof TypeError || /answered 503/.test(String(error));
      if (!isGone) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

type Step = 'upload' | 'turn' | 'render';

/** Every third kill falls into each step, within so many ms of its beginning; a bit longer than the step takes. */
const STEPS: { step: Step; withinMs: number }[] = [
  { step: 'upload', withinMs: 300 },
  { step: 'turn', withinMs: 200 },
  { step: 'render', withinMs: 300 },
];

type Journey = { words: string; seen: number[]; outcome: string; exportState: string };

/** Everything from a clip in parts to a film, with each step repeated until it is acknowledged. */
async function journey(round: number, enter: (step: Step) => void): Promise<Journey> {
  const project = await insist(() => phone.post('/v1/projects', { title: `第${round}次`, language: 'zh-CN' }, `project-${round}-aaaa`));
  const projectId = (project.project as { id: string }).id;
  const upload = new UploadInParts(phone, { projectId, name: 'a.mp4', bytes: film, fingerprint: `film-${round}` });
  enter('upload');
  await insist(() => upload.create());
  for (let acknowledged = 0; acknowledged < film.length; ) {
    await insist(() => upload.sendPart(4_000)).catch(() => {});
    const offset = await insist(() => upload.offset());
    expect(offset).toBeGreaterThanOrEqual(acknowledged);
    acknowledged = offset;
  }
  await insist(() => phone.post(`/v1/projects/${projectId}/clips/from-upload`, { uploadId: upload.id }, `finish-${round}-aaaa`));
  const words = `剪到前 ${(round % 20) + 1} 秒，第 ${round} 次`;
  enter('turn');
  const turn = await insist(() => phone.say(projectId, words, `turn-${round}-aaaaaa`));
  const { seen, outcome } = await follow(turn.id);
  if (outcome !== 'applied') return { words, seen, outcome, exportState: 'none' };
  enter('render');
  const started = await insist(() => phone.post(`/v1/projects/${projectId}/exports`, {}, `export-${round}-aaaa`));
  const { id } = started.export as { id: string };
  for (;;) {
    const { export: found } = (await insist(() => phone.get(`/v1/exports/${id}`))) as { export: { state: string } };
    if (!['queued', 'rendering', 'fitting'].includes(found.state)) return { words, seen, outcome, exportState: found.state };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Follows a turn through any number of broken streams, each time from what it has. */
async function follow(turnId: string): Promise<{ seen: number[]; outcome: string }> {
  const seen: number[] = [];
  for (;;) {
    const response = await insist(() =>
      fetch(`${phone.url}/v1/turns/${turnId}/events?after=${seen.at(-1) ?? 0}`, { headers: { authorization: `Bearer ${phone.token}` } }),
    );
    let text = '';
    try {
      for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) text += Buffer.from(piece).toString('utf8');
    } catch {
      // The relay was killed: what came whole counts.
    }
    for (const [, seq, data] of text.matchAll(/id: (\d+)\ndata: (.*)\n\n/g)) {
      seen.push(Number(seq));
      const event = JSON.parse(data ?? '') as { type: string; outcome?: string };
      if (event.type === 'done') return { seen, outcome: event.outcome ?? '' };
    }
  }
}

test('a second process on the same folder is refused with the process id of the first', async () => {
  await expect(createRelay(settings)).rejects.toThrow(new RegExp(`\\bprocess ${child.pid}\\b`));
  expect((await phone.send('GET', '/v1/projects')).status).toBe(200);
});

test(`${ROUNDS} kills lose nothing that was acknowledged and send nothing twice`, { timeout: 120_000 + ROUNDS * 60_000 }, async () => {
  const outcomes: Record<string, number> = {};
  const killedIn: Record<string, number> = {};
  const startsMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { step: wanted, withinMs } = STEPS[round % STEPS.length] ?? { step: 'upload', withinMs: 0 };
    let step: Step | 'before' | 'after' = 'before';
    let reached = () => {};
    const entered = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const running = journey(round, (next) => {
      step = next;
      if (next === wanted) reached();
    }).finally(() => {
      step = 'after';
      reached();
    });
    await entered;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * withinMs));
    await child.kill();
    killedIn[step] = (killedIn[step] ?? 0) + 1;
    const at = performance.now();
    child = await startChild(settings);
    phone.url = child.url;
    startsMs.push(Math.round(performance.now() - at));
    const { words, seen, outcome, exportState } = await running;
    outcomes[`${outcome} ${exportState}`] = (outcomes[`${outcome} ${exportState}`] ?? 0) + 1;
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i + 1));
    expect(fake.countMessages(words)).toBeLessThanOrEqual(1);
    expect(['applied done', 'lost none']).toContain(`${outcome} ${exportState}`);
  }
  console.log('killed in', killedIn, 'outcomes', outcomes, 'starts ms', startsMs);
  expect([...fake.world.submitted.values()].every((times) => times === 1)).toBe(true);
  const { projects } = (await phone.get('/v1/projects')) as { projects: { clipCount: number }[] };
  expect(projects.map(({ clipCount }) => clipCount)).toEqual(projects.map(() => 1));
  expect(fake.world.overlaps).toBe(0);
});
