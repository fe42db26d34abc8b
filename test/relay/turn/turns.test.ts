import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TurnEvent } from '../../../src/contract/relay/turn.ts';
import type { Script } from '../../support/fake-upstream/script.ts';
import { trimmed } from '../../support/fake-upstream/world.ts';
import { type Bench, HASTY, openBench } from '../bench.ts';

let bench: Bench;
let count = 0;
beforeAll(async () => {
  bench = await openBench();
  bench.fake.world.credits.available = 1_000_000;
});
afterAll(() => bench?.close());

/** Words that no other test says, which cut to the first seconds. */
const cutWords = (seconds: number) => {
  count += 1;
  return `剪到前 ${seconds} 秒（${count}）`;
};

async function edited() {
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: '海边.mp4', bytes: bench.film });
  return project;
}

const say = async (project: string, text: string) => bench.phone.follow((await bench.phone.say(project, text)).id);
const typesOf = (events: TurnEvent[]) => events.map((event) => event.type);

test('an instruction comes back as words, steps, what really changed, and an end', async () => {
  const project = await edited();
  const words = cutWords(10);
  const events = await say(project, words);
  expect(typesOf(events)[0]).toBe('started');
  expect(events).toContainEqual({ type: 'step', state: 'run', key: 'trim' });
  expect(events.flatMap((event) => (event.type === 'text' ? [event.delta] : [])).join('')).toBe('好的，正在处理… ✅ 已经改好了。');
  const changed = events.find((event) => event.type === 'changed');
  expect(changed).toMatchObject({ timeline: { durationMs: 10_000 }, unasked: [] });
  expect(events.at(-1)).toEqual({ type: 'done', outcome: 'applied', creditsUsed: 10 });
  expect(bench.fake.countMessages(words)).toBe(1);
  const detail = await bench.phone.read(project);
  expect(detail.turns[0]).toMatchObject({ state: 'done', lastSeq: events.length });
  expect(detail).toMatchObject({ canUndo: true, canRedo: false, project: { status: 'draft', clipCount: 1 } });
});

test.each([0, 1, 1_000_000])('a reader who asks again %i events after the end of a turn is told that nothing comes', async (past) => {
  const project = await edited();
  const turn = await bench.phone.say(project, cutWords(8));
  const events = await bench.phone.follow(turn.id);
  expect(await bench.phone.follow(turn.id, events.length + past)).toEqual([]);
});

test('words that say it is done count when the state bears them out, however often it must be asked for', async () => {
  const project = await edited();
  // The first look is the one before the message.
  bench.fake.fail({ on: /GET \/api\/state/, kind: 'answer', status: 502, body: '', skip: 1, times: 4 });
  const events = await say(project, cutWords(6));
  expect(typesOf(events)).toContain('changed');
  expect(events.at(-1)).toMatchObject({ outcome: 'applied' });
});

test('words that say it is done are not believed when nobody says what the draft is', async () => {
  const project = await edited();
  bench.fake.fail({ on: /GET \/api\/state/, kind: 'answer', status: 502, body: '', skip: 1, times: 12 });
  const events = await say(project, cutWords(7));
  expect(events).toContainEqual({ type: 'error', code: 'upstream_unavailable' });
  expect(events.at(-1)).toMatchObject({ outcome: 'lost' });
});

test('words that ask for another journey end at once and never go upstream', async () => {
  const project = await edited();
  const turn = await bench.phone.say(project, '导出');
  expect(turn).toMatchObject({ route: 'export', state: 'done', events: [{ type: 'done', outcome: 'answered' }] });
  expect(bench.fake.countMessages('导出')).toBe(0);
});

/** Breaks off the answer to a message that was taken, at several places, and looks what became of it. */
async function breakOff(kind: 'reset' | 'cut' | 'stall'): Promise<void> {
  for (const afterBytes of [0, 1, 400, 900]) {
    const project = await edited();
    const words = cutWords(5);
    bench.fake.fail({ on: /run_sse/, kind, acts: true, afterBytes });
    const events = await say(project, words);
    expect(bench.fake.countMessages(words)).toBe(1);
    const end = events.at(-1);
    expect(end?.type === 'done' && ['applied', 'lost', 'timed_out'].includes(end.outcome)).toBe(true);
    const { timeline } = await bench.phone.read(project);
    const upstream = [...bench.fake.world.sessions.values()].at(-1)?.draft;
    expect(timeline.durationMs).toBe(Number(upstream?.d ?? 0));
  }
}

test.each(['reset', 'cut'] as const)('a %s after the message was taken is settled by the state, and nothing is sent twice', breakOff);

test.each(['slow_headers', 'bad_json', 'wrong_length'] as const)('%s in the state does not end a turn badly', async (kind) => {
  const project = await edited();
  const words = cutWords(4);
  bench.fake.fail({
    on: /GET \/api\/state/,
    skip: 1,
    ...(kind === 'slow_headers' ? { kind, ms: 200 } : kind === 'bad_json' ? { kind } : { kind, by: 5 }),
  });
  const events = await say(project, words);
  expect(events.at(-1)?.type).toBe('done');
  expect(bench.fake.countMessages(words)).toBe(1);
});

const silent: Script = [{ call: 'edit' }, { result: 'edit', quiet: true, draft: (draft) => trimmed(draft, 3000) }];

test.each<[string, Script, Partial<Extract<TurnEvent, { type: 'done' }>>]>([
  ['a silent edit is answered from the draft', silent, { outcome: 'applied' }],
  [
    'a stream that never closes ends in the quiet after its last words',
    [{ say: '好了。' }, { complete: true }, { hang: true }],
    { outcome: 'answered' },
  ],
  ['a question is a question', [{ say: ['要哪一段', '？'] }, { complete: true }], { outcome: 'asked' }],
  ['a wish for a yes is a question', [{ confirm: 'delete_clip' }], { outcome: 'asked' }],
  ['an error in the stream is a failure', [{ error: 'UNAVAILABLE', message: 'model "x" exploded' }], { outcome: 'failed' }],
  [
    'noise after a real answer is dropped',
    [{ say: '已经改好了。' }, { say: 'I encountered a temporary issue. Try again.' }, { complete: true }],
    { outcome: 'answered' },
  ],
  ['thoughts are not shown', [{ think: 'the user is odd' }, { say: '好的。' }, { complete: true }], { outcome: 'answered' }],
])('%s', async (title, script, done) => {
  const project = await edited();
  await say(project, cutWords(20));
  count += 1;
  const words = `${title} ${count}`;
  bench.fake.onMessage(words, script);
  const events = await say(project, words);
  expect(events.at(-1)).toMatchObject({ type: 'done', ...done });
  const text = events.flatMap((event) => (event.type === 'text' ? [event.delta] : [])).join('');
  expect(text).not.toMatch(/temporary issue|odd|exploded/);
});

test('one turn at a time: the second waits visibly, and sessions never see two at once', async () => {
  const project = await edited();
  bench.fake.onMessage('第一句', [{ waitMs: 200 }, { say: '一' }, { complete: true }]);
  const first = await bench.phone.say(project, '第一句');
  const words = cutWords(11);
  const second = await bench.phone.say(project, words);
  expect(await bench.phone.send('POST', `/v1/projects/${project}/version`, { body: { version: 1 } })).toMatchObject({
    status: 409,
    body: { error: { code: 'busy' } },
  });
  const [, events] = await Promise.all([bench.phone.follow(first.id), bench.phone.follow(second.id)]);
  expect(events[0]).toEqual({ type: 'queued', position: 1 });
  expect(events.at(-1)).toMatchObject({ outcome: 'applied' });
  expect(bench.fake.world.overlaps).toBe(0);
});

test('a stop ends a running turn and one that waits', async () => {
  const project = await edited();
  bench.fake.onMessage('很久', [{ say: '我在…' }, { waitMs: 120_000 }]);
  const running = await bench.phone.say(project, '很久');
  const waiting = await bench.phone.say(project, cutWords(12));
  await bench.phone.post(`/v1/turns/${waiting.id}/stop`, {});
  await bench.phone.post(`/v1/turns/${running.id}/stop`, {});
  expect((await bench.phone.follow(running.id)).at(-1)).toMatchObject({ outcome: 'stopped' });
  expect((await bench.phone.follow(waiting.id)).at(-1)).toMatchObject({ outcome: 'stopped' });
  expect(bench.fake.countMessages(waiting.text)).toBe(0);
});

test('the same key is the same turn, whether it comes twice, at once or after a restart', async () => {
  const project = await edited();
  const words = cutWords(13);
  const turns = await Promise.all(Array.from({ length: 5 }, () => bench.phone.say(project, words, 'same-key-0001')));
  expect(new Set(turns.map((turn) => turn.id)).size).toBe(1);
  await bench.phone.follow(turns[0]?.id ?? '');
  await bench.restart();
  expect((await bench.phone.say(project, words, 'same-key-0001')).id).toBe(turns[0]?.id);
  expect(bench.fake.countMessages(words)).toBe(1);
  expect(await bench.phone.send('POST', `/v1/projects/${project}/turns`, { body: { text: 'other' }, key: 'same-key-0001' })).toMatchObject({
    status: 409,
  });
});

test('a turn that a restart interrupts goes on, and its message is not sent again', async () => {
  const project = await edited();
  bench.fake.onMessage('会断', [
    { call: 'edit' },
    { result: 'edit', draft: (draft) => trimmed(draft, 6000) },
    { waitMs: 60_000 },
    { say: '好' },
  ]);
  const turn = await bench.phone.say(project, '会断');
  // The relay has heard of the deed, and not of the end.
  await expect.poll(() => bench.fake.world.sessions.size && [...bench.fake.world.sessions.values()].at(-1)?.draft?.d).toBe(6_000);
  await bench.restart();
  const events = await bench.phone.follow(turn.id);
  expect(events.at(-1)).toMatchObject({ type: 'done', outcome: 'applied' });
  expect(events.filter((event) => event.type === 'changed')).toHaveLength(1);
  expect(bench.fake.countMessages('会断')).toBe(1);
});

test('every request carried the attribution headers, and no token ever left the relay', async () => {
  expect(bench.fake.world.unattributed).toEqual([]);
  const first = bench.fake.world.requests.find((request) => request.path === '/run_sse');
  expect(first?.headers).toMatchObject({ 'x-skill-source': 'free-wechat-video', 'x-skill-version': '1.2.3', 'x-skill-platform': 'cursor' });
});

describe('an upstream that keeps silent', () => {
  let patient: Bench;
  beforeAll(async () => {
    patient = bench;
    bench = await openBench({}, { timings: HASTY });
    bench.fake.world.credits.available = 1_000_000;
  });
  afterAll(async () => {
    await bench.close();
    bench = patient;
  });

  test('after a message that it took is asked for the state, and nothing is sent twice', () => breakOff('stall'));

  test('but for heartbeats times out', async () => {
    const project = await edited();
    bench.fake.onMessage('只有心跳', [...Array.from({ length: 400 }, (): Script => [{ heartbeat: 'json' }, { waitMs: 50 }]).flat()]);
    expect((await say(project, '只有心跳')).at(-1)).toMatchObject({ outcome: 'timed_out' });
  });

  test('is said to be still working', async () => {
    const project = await edited();
    bench.fake.onMessage('慢慢来', [{ call: 'edit' }, { waitMs: 700 }, { say: '好了。' }, { complete: true }]);
    expect(typesOf(await say(project, '慢慢来'))).toContain('waiting');
  });
});
