import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TurnEvent } from '../../src/contract/relay/turn.ts';
import type { Script } from '../support/fake-upstream/script.ts';
import { type Bench, openBench } from './bench.ts';

const ROUNDS = 300;
const ROUNDS_LIMIT_MS = 20_000;
const STREAMS = 60;

let bench: Bench;
let metricsPort = 0;
beforeAll(async () => {
  metricsPort = await freePort();
  bench = await openBench({}, { metricsPort, timings: { ...SLOW } });
  bench.fake.world.credits.available = 1_000_000;
}, 120_000);
afterAll(() => bench?.close());

/** A busy machine must not look like a silent upstream. */
const SLOW = { heartbeatMs: 100, settleFirstMs: 500, settleEveryMs: 500, waitingMs: 60_000 };

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** One POST of a phone that falls asleep at some moment, wakes and asks again with the same key, until it hears an answer. */
async function insist(path: string, body: unknown, key: string): Promise<Record<string, unknown>> {
  // It sleeps later and later: on a busy machine an answer would else never be heard.
  for (let tries = 1; ; tries += 1) {
    try {
      const response = await fetch(bench.phone.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${bench.phone.token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(Math.ceil(Math.random() * 30 * tries ** 2)),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      expect(response.status, JSON.stringify(answer)).toBe(200);
      return answer;
    } catch (error) {
      if (error instanceof Error && error.name !== 'TimeoutError' && !(error instanceof TypeError)) throw error;
    }
  }
}

test('a phone that sleeps and asks again makes nothing twice', { timeout: 90_000 }, async () => {
  const startedAt = performance.now();
  const turns = new Map<string, string>();
  const words = new Set<string>();
  let projectId = '';
  let projects = 0;
  let rounds = 0;
  for (; rounds < ROUNDS && performance.now() - startedAt < ROUNDS_LIMIT_MS; rounds += 1) {
    if (rounds % 10 === 0) {
      const { project } = await insist('/v1/projects', { title: `${rounds}`, language: 'zh-CN' }, `sleepy-project-${rounds}`);
      projectId = (project as { id: string }).id;
      projects += 1;
      continue;
    }
    const text = rounds % 10 === 1 ? `说一句 ${rounds}` : '还剩多少积分';
    const { turn } = await insist(`/v1/projects/${projectId}/turns`, { text }, `sleepy-turn-${rounds}`);
    turns.set(`sleepy-turn-${rounds}`, (turn as { id: string }).id);
    if (rounds % 10 === 1) words.add(text);
  }
  expect(rounds).toBeGreaterThan(50);
  expect(new Set(turns.values()).size).toBe(turns.size);
  const { projects: listed } = (await bench.phone.get('/v1/projects')) as { projects: unknown[] };
  expect(listed).toHaveLength(projects);
  for (const [key, id] of [...turns].slice(-5)) {
    const text = key === `sleepy-turn-${Math.floor((rounds - 1) / 10) * 10 + 1}` ? [...words].at(-1) : '还剩多少积分';
    const again = await insist(`/v1/projects/${projectId}/turns`, { text }, key).catch(() => undefined);
    if (again !== undefined) expect((again.turn as { id: string }).id).toBe(id);
  }
  await expect.poll(() => [...words].map((text) => bench.fake.countMessages(text)), { timeout: 20_000 }).toEqual([...words].map(() => 1));
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

test(`${STREAMS} phones whose lines break at random hear every event once, in order`, { timeout: 90_000 }, async () => {
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
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(text).toMatch(/relay_requests_total\{method="POST",route="\/v1\/projects",status="200"\} \d+/);
  expect(text).toContain('process_resident_memory_bytes');
  expect(text).not.toContain(bench.phone.token);
  expect((await fetch(`${bench.phone.url}/metrics`)).status).toBe(404);
});
