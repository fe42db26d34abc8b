import { afterEach, describe, expect, test } from 'vitest';
import { readBalance } from '../../src/contract/upstream/credits.ts';
import { createEventReader, type UpstreamEvent } from '../../src/contract/upstream/event.ts';
import { pollRender, readRender, startRender } from '../../src/contract/upstream/render.ts';
import type { FakeUpstreamOptions } from '../support/fake-upstream/call.ts';
import type { Fault } from '../support/fake-upstream/fault.ts';
import { recorded } from '../support/fake-upstream/script.ts';
import { type FakeUpstream, startFakeUpstream } from '../support/fake-upstream.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { createClient, mintFor } from '../support/upstream-client.ts';
import { makePng } from '../support/upstream-media.ts';
import { describeUpstream } from '../upstream.suite.ts';

describeUpstream("the relay's fake upstream", async () => {
  const fake = await startFakeUpstream();
  // The suite says many things to one person, and the trial's credits are for ten.
  fake.world.credits.available = 100_000;
  return { url: fake.url, pollMs: 5, close: fake.close };
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(options: FakeUpstreamOptions = {}) {
  const fake = await startFakeUpstream(options);
  closing.push(fake.close);
  const client = createClient(fake.url, (await mintFor(fake.url)).token);
  const sessionId = await client.startSession();
  await client.upload(sessionId, [makePng('a.png', 1)]);
  return { fake, client, sessionId };
}

async function listen(answer: Response): Promise<UpstreamEvent[]> {
  const reader = createEventReader();
  const decoder = new TextDecoder();
  const events: UpstreamEvent[] = [];
  const body = answer.body as unknown as AsyncIterable<Uint8Array>;
  for await (const piece of body) events.push(...reader.push(decoder.decode(piece, { stream: true })));
  return [...events, ...reader.end()];
}

const wordsOf = (events: UpstreamEvent[]): string => events.map((event) => (event.type === 'text' ? event.delta : '')).join('');

describe('a turn', () => {
  test.each<FakeUpstreamOptions>([
    { dialect: 'adk' },
    { dialect: 'adk_snake' },
    { dialect: 'flat' },
    { dialect: 'adk', pieceBytes: 1 },
    { dialect: 'flat', pieceBytes: 3 },
  ])('reads the same for %j', async (options) => {
    const { fake, client, sessionId } = await open(options);
    const events = await listen(await client.say(sessionId, '剪到前1秒，加标题“周末”'));
    expect(wordsOf(events)).toBe('好的，正在处理… ✅ 已经改好了。');
    expect(events.filter((event) => event.type.startsWith('tool'))).toMatchObject([
      { type: 'tool_call', name: 'edit_multitrack' },
      { type: 'tool_result', name: 'edit_multitrack', failed: false },
    ]);
    expect((await client.state(sessionId)).draft).toMatchObject({ d: 1000 });
    expect(fake.countMessages('剪到前1秒，加标题“周末”')).toBe(1);
  });

  test('is given up when its listener goes, and what it had not done stays undone', async () => {
    const { fake, client, sessionId } = await open();
    fake.onMessage('慢', [{ say: 'a' }, { waitMs: 60_000 }, { result: 'x', draft: (draft) => ({ ...draft, d: 1 }) }]);
    const controller = new AbortController();
    const answer = await client.say(sessionId, '慢', controller.signal);
    await answer.body?.getReader().read();
    controller.abort();
    await expect.poll(() => fake.world.abandoned).toBe(1);
    expect((await client.state(sessionId)).draft).not.toMatchObject({ d: 1 });
  });

  test('plays a recorded stream byte for byte', async () => {
    const { fake, client, sessionId } = await open({ pieceBytes: 5 });
    fake.onMessage(/./, recorded('adkjs_trim_stream.sse'));
    expect(wordsOf(await listen(await client.say(sessionId, 'x')))).toContain('✅ 已裁剪到前5秒');
  });
});

describe('faults', () => {
  test.each<[Fault & { kind: 'code' }, object]>([
    [
      { on: /credits/, kind: 'code', code: 2001, place: 'status' },
      { ok: false, code: 2001 },
    ],
    [
      { on: /credits/, kind: 'code', code: 1002, place: 'envelope' },
      { ok: false, code: 1002 },
    ],
    [
      { on: /credits/, kind: 'code', code: 4002, place: 'success' },
      { ok: false, code: 4002 },
    ],
    [
      { on: /credits/, kind: 'code', code: 429, place: 'bare' },
      { ok: false, code: 429 },
    ],
  ])('%j is seen once, and then all is well', async (fault, seen) => {
    const { fake, client } = await open();
    fake.fail(fault);
    expect(await client.ask(readBalance)).toMatchObject(seen);
    expect(await client.ask(readBalance)).toMatchObject({ ok: true });
  });

  test.each<Fault>([
    { on: /run_sse/, kind: 'reset' },
    { on: /run_sse/, kind: 'reset', afterBytes: 100 },
    { on: /run_sse/, kind: 'cut', afterBytes: 100 },
    { on: /credits/, kind: 'cut', afterBytes: 5 },
    { on: /credits/, kind: 'wrong_length', by: 10 },
    { on: /credits/, kind: 'reset', acts: true },
  ])('%j breaks the line', async (fault) => {
    const { fake, client, sessionId } = await open();
    fake.fail(fault);
    const go = async () =>
      fault.on.test('run_sse')
        ? listen(await client.say(sessionId, '加标题“x”'))
        : (await fetch(`${fake.url}${readBalance.path}`, { headers: client.headers })).text();
    await expect(go()).rejects.toThrow();
  });

  test('bad JSON is bad JSON', async () => {
    const { fake, client } = await open();
    fake.fail({ on: /credits/, kind: 'bad_json' });
    const answer = await fetch(`${fake.url}${readBalance.path}`, { headers: client.headers });
    await expect(answer.json()).rejects.toThrow();
  });

  test('a message that got no answer is counted when it was carried out', async () => {
    const { fake, client, sessionId } = await open();
    fake.fail({ on: /run_sse/, kind: 'reset', acts: true });
    await expect(client.say(sessionId, '加标题“x”')).rejects.toThrow();
    expect(fake.countMessages('加标题“x”')).toBe(1);
  });

  test('expired tokens and lost sessions are answered with their codes', async () => {
    const { fake, client, sessionId } = await open();
    fake.loseSessions();
    expect(await (await client.say(sessionId, 'x')).text()).toContain('1002');
    fake.expireTokens();
    expect(await client.ask(readBalance)).toMatchObject({ ok: false, code: 1001 });
  });

  test('requests without attribution are noted', async () => {
    const { fake } = await open();
    await fetch(`${fake.url}${readBalance.path}`);
    expect(fake.world.unattributed).toEqual(['GET /api/credits/balance/simple']);
  });
});

async function renderOnce({ client, sessionId }: { client: ReturnType<typeof createClient>; sessionId: string }, id: string) {
  await client.turn(sessionId, '加标题“x”');
  const { draft } = await client.state(sessionId);
  await client.call(startRender, { body: { id, sessionId, draft, output: { format: 'mp4', quality: 'high' } } });
}

test.each(['data', 'task', 'nested'] as const)('a render in the shape %s is read to its file', async (renderShape) => {
  const opened = await open({ renderShape });
  await renderOnce(opened, 'render_1');
  const poll = async () => readRender(await opened.client.call(pollRender, { params: { renderId: 'render_1' } }));
  expect(await poll()).toMatchObject({ status: 'processing' });
  expect(await poll()).toMatchObject({ status: 'completed', percent: 100, outputUrl: expect.stringContaining('/download') });
  expect(opened.fake.world.submitted.get('render_1')).toBe(1);
});

test('a render fails when it is told to', async () => {
  const opened = await open({ renderPolls: 1 });
  opened.fake.world.renderEnds.push('failed');
  await renderOnce(opened, 'render_2');
  expect(readRender(await opened.client.call(pollRender, { params: { renderId: 'render_2' } }))).toMatchObject({ status: 'failed' });
});

describe('a brittle line', () => {
  const through = async (fake: FakeUpstream) => {
    const proxy = await startFaultProxy(fake.url);
    closing.push(proxy.close);
    return {
      proxy,
      ask: (signal?: AbortSignal) =>
        fetch(`${proxy.url}/api/auth/anonymous-token`, {
          method: 'POST',
          headers: { connection: 'close', 'X-Client-Id': 'c' },
          ...(signal && { signal }),
        }).then((answer) => answer.text()),
    };
  };

  test('hands on what it gets', async () => {
    const { proxy, ask } = await through((await open()).fake);
    expect(await ask()).toContain('nmv_usr_');
    expect(proxy.count()).toBe(1);
  });

  test.each([{ resetAfterBytes: 50 }, { closeAfterBytes: 250 }, { isRefusing: true }])('breaks with %j', async (faults) => {
    const { proxy, ask } = await through((await open()).fake);
    Object.assign(proxy.faults, faults);
    await expect(ask()).rejects.toThrow();
  });

  test('is late, or deaf', async () => {
    const { proxy, ask } = await through((await open()).fake);
    proxy.faults.latencyMs = 40;
    const startedAt = performance.now();
    await ask();
    expect(performance.now() - startedAt).toBeGreaterThan(75);
    proxy.faults.isBlackhole = true;
    await expect(ask(AbortSignal.timeout(200))).rejects.toThrow();
  });
});
