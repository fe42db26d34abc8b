import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBreaker } from '../../../src/relay/upstream/breaker.ts';
import { readTransport, UpstreamFailure } from '../../../src/relay/upstream/failure.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { type Bench, openBench } from '../bench.ts';
import { createTestClock } from '../clock.ts';

const OPEN_MS = 15_000;
const unanswered = async () => {
  throw readTransport(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
};
const answered = async () => 'answered';

describe('calls to an upstream', () => {
  function open() {
    const clock = createTestClock();
    const breaker = createBreaker({ clock, openMs: OPEN_MS });
    let calls = 0;
    const run = (call: () => Promise<unknown>) =>
      breaker(async () => {
        calls += 1;
        return call();
      }).catch((error: unknown) => error);
    return { clock, run, calls: () => calls };
  }

  test('that nobody answered five times are not made any more, until one after a while is', async () => {
    const { clock, run, calls } = open();
    for (let at = 0; at < 8; at += 1) expect(await run(unanswered)).toMatchObject({ code: 0, reached: 'no' });
    expect(calls()).toBe(5);
    await clock.advance(OPEN_MS);
    // One is let through, the others beside it are not; it fails, and the time begins anew.
    await Promise.all([run(unanswered), run(unanswered), run(unanswered)]);
    expect(calls()).toBe(6);
    await run(answered);
    expect(calls()).toBe(6);
    await clock.advance(OPEN_MS);
    expect(await run(answered)).toBe('answered');
    expect(await Promise.all([run(answered), run(answered)])).toEqual(['answered', 'answered']);
  });

  test.each([
    ['a refusal', new UpstreamFailure(429, 'answered', { message: 'no' })],
    ['a body of ours that broke', readTransport(new Error('the phone left'))],
    ['a person who stopped', new Error('stopped')],
  ])('%s is no sign that nobody is there', async (_, failure) => {
    const { run, calls } = open();
    const failing = async () => {
      throw failure;
    };
    for (let at = 0; at < 20; at += 1) await run(failing);
    expect(calls()).toBe(20);
  });

  test('an answer in between begins the count anew', async () => {
    const { run, calls } = open();
    for (let at = 0; at < 20; at += 1) await run(at % 4 === 3 ? answered : unanswered);
    expect(calls()).toBe(20);
  });
});

describe('a relay before an upstream that is dead', () => {
  let bench: Bench;
  let line: FaultProxy;
  const BREAKER_MS = 1_500;
  beforeAll(async () => {
    const lineTo = async (url: string) => {
      line = await startFaultProxy(url);
      return line.url;
    };
    bench = await openBench({}, {}, lineTo);
    Object.assign(bench.settings, { timings: { ...bench.settings.timings, breakerMs: BREAKER_MS } });
    await bench.restart();
  });
  afterAll(async () => {
    await bench?.close();
    await line?.close();
  });

  test('says so at once, is not ready, and goes on by itself when it is back', async () => {
    const project = await bench.phone.createProject();
    await bench.phone.upload(project, { name: 'a.mp4', bytes: bench.film });
    const ready = async () => (await fetch(`${bench.phone.url}/readyz`)).status;
    expect(await ready()).toBe(200);

    line.faults.isRefusing = true;
    line.drop();
    for (let at = 0; at < 4; at += 1) expect(await bench.phone.send('GET', '/v1/credits')).toMatchObject({ status: 503 });
    const before = line.count();
    const startedAt = performance.now();
    const turn = await bench.phone.follow((await bench.phone.say(project, '剪到前 5 秒')).id);
    expect(turn.map(({ type }) => type)).toEqual(['started', 'error', 'done']);
    expect(turn[1]).toMatchObject({ code: 'upstream_unavailable' });
    expect(await ready()).toBe(503);
    // Nobody waited for a connection: at most the one call that looks whether somebody is back.
    if (performance.now() - startedAt < BREAKER_MS) expect(line.count() - before).toBeLessThanOrEqual(1);

    line.faults.isRefusing = false;
    await expect.poll(ready, { interval: 200 }).toBe(200);
    expect((await bench.phone.follow((await bench.phone.say(project, '剪到前 6 秒')).id)).at(-1)).toMatchObject({ outcome: 'applied' });
  });

  test('is not ready before one that answers every call with a failure of its own', async () => {
    bench.fake.fail({ on: /GET \/$/, kind: 'answer', status: 502, body: 'bad gateway' });
    const response = await fetch(`${bench.phone.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([503, { status: 'not_ready', database: true, upstream: false, disk: true }]);
  });
});
