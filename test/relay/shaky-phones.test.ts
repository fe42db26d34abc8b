import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TurnEvent } from '../../src/contract/relay/turn.ts';
import type { Script } from '../support/fake-upstream/script.ts';
import { type Bench, openBench } from './bench.ts';
import { postAsleep, SLEEPS } from './sleepy-phone.ts';

const ROUNDS = 300;
const STREAMS = 60;

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({}, { metricsPort: 0, timings: { ...SLOW } });
  bench.fake.world.credits.available = 1_000_000;
});
afterAll(() => bench?.close());

/** A busy machine must not look like a silent upstream. */
const SLOW = { heartbeatMs: 100, settleFirstMs: 500, settleEveryMs: 500, waitingMs: 60_000 };

const randomOf = <Value>(values: readonly Value[]): Value => values[Math.floor(Math.random() * values.length)] as Value;

/** One POST of a phone that falls asleep in it up to three times, wakes and asks again with the same key, until it hears the answer. */
async function insist(path: string, body: unknown, key: string): Promise<Record<string, unknown>> {
  for (let sleeps = Math.floor(Math.random() * 4); sleeps > 0; sleeps -= 1) {
    const sleep = randomOf(SLEEPS);
    slept[sleep] += 1;
    await postAsleep(bench.phone, { path, body, key }, sleep);
  }
  return bench.phone.post(path, body, key);
}
const slept = { 'half sent': 0, sent: 0, answered: 0 };

test(`${ROUNDS} POSTs of a phone that sleeps in them and asks again make nothing twice`, async () => {
  const turns = new Map<string, { projectId: string; text: string; id: string }>();
  let projectId = '';
  let projects = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % 10 === 0) {
      const { project } = await insist('/v1/projects', { title: `${round}`, language: 'zh-CN' }, `sleepy-project-${round}`);
      projectId = (project as { id: string }).id;
      projects += 1;
      continue;
    }
    // One of ten goes upstream; the others end here.
    const text = round % 10 === 1 ? `说一句 ${round}` : '还剩多少积分';
    const { turn } = await insist(`/v1/projects/${projectId}/turns`, { text }, `sleepy-turn-${round}`);
    turns.set(`sleepy-turn-${round}`, { projectId, text, id: (turn as { id: string }).id });
  }
  console.log('fell asleep', slept);
  expect(Math.min(...Object.values(slept))).toBeGreaterThan(ROUNDS / 4);
  expect(new Set([...turns.values()].map(({ id }) => id)).size).toBe(turns.size);
  const { projects: listed } = (await bench.phone.get('/v1/projects')) as { projects: { id: string }[] };
  expect(listed).toHaveLength(projects);
  const kept = await Promise.all(listed.map(async ({ id }) => (await bench.phone.read(id)).turns.length));
  expect(kept).toEqual(listed.map(() => 9));
  for (const [key, { projectId: own, text, id }] of [...turns].slice(-10)) {
    const again = await bench.phone.post(`/v1/projects/${own}/turns`, { text }, key);
    expect((again.turn as { id: string }).id).toBe(id);
  }
  const words = [...turns.values()].map(({ text }) => text).filter((text) => text.startsWith('说一句'));
  await expect.poll(() => words.map((text) => bench.fake.countMessages(text))).toEqual(words.map(() => 1));
});

type Heard = { seqs: number[]; events: TurnEvent[]; drops: number };

/** Follows a turn over a line that breaks at random, each time on from the last event that came whole. */
async function followShakily(turnId: string): Promise<Heard> {
  const heard: Heard = { seqs: [], events: [], drops: 0 };
  for (let tries = 1; heard.events.at(-1)?.type !== 'done'; tries += 1) {
    let text = '';
    try {
      const response = await fetch(`${bench.phone.url}/v1/turns/${turnId}/events?after=${heard.seqs.at(-1) ?? 0}`, {
        headers: { authorization: `Bearer ${bench.phone.token}` },
        signal: AbortSignal.timeout(Math.ceil(50 + Math.random() * 500 * tries)),
      });
      for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) text += Buffer.from(piece).toString('latin1');
    } catch {
      heard.drops += 1;
    }
    for (const [, seq, data] of Buffer.from(text, 'latin1')
      .toString('utf8')
      .matchAll(/id: (\d+)\ndata: (.*)\n\n/g)) {
      heard.seqs.push(Number(seq));
      heard.events.push(JSON.parse(data ?? '') as TurnEvent);
    }
  }
  return heard;
}

test(`${STREAMS} phones whose lines break at random hear every event once, in order`, async () => {
  const script: Script = Array.from({ length: 20 }, (_, at): Script => [{ say: `第${at}句。\n` }, { waitMs: 60 }]).flat();
  bench.fake.onMessage('讲个故事', [...script, { complete: true }]);
  const projects = await Promise.all(Array.from({ length: STREAMS }, () => bench.phone.createProject()));
  const turns = await Promise.all(projects.map((project) => bench.phone.say(project, '讲个故事')));
  const heard = await Promise.all(turns.map((turn) => followShakily(turn.id)));
  for (const { seqs, events } of heard) {
    expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    const text = events.flatMap((event) => (event.type === 'text' ? [event.delta] : [])).join('');
    expect(text).toBe(Array.from({ length: 20 }, (_, at) => `第${at}句。\n`).join(''));
  }
  expect(heard.reduce((sum, { drops }) => sum + drops, 0)).toBeGreaterThan(STREAMS);
  expect(bench.fake.countMessages('讲个故事')).toBe(STREAMS);
  expect(bench.fake.world.abandoned).toBe(0);
});

test('metrics are on a port of their own and count by route, never by person', async () => {
  const text = await (await fetch(bench.metricsUrl ?? '')).text();
  expect(text).toMatch(/relay_requests_total\{method="POST",route="\/v1\/projects",status="200"\} \d+/);
  expect(text).toContain('process_resident_memory_bytes');
  expect(text).not.toContain(bench.phone.token);
  expect((await fetch(`${bench.phone.url}/metrics`)).status).toBe(404);
});
