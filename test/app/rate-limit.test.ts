import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAbort } from '../../src/app/platform/signal.ts';
import { rateLimitStore, sendPatiently, waitInSight } from '../../src/app/rate-limit.ts';

const fine = { status: 200, body: {} };
const refused = (waitSeconds?: number) => ({
  status: 429,
  body: { error: { code: 'too_many_requests', ...(waitSeconds === undefined ? {} : { args: { waitSeconds } }) } },
});

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A relay that gives these answers, one per call. */
function relay(answers: { status: number; body: unknown }[]) {
  const calls: number[] = [];
  const send = async () => {
    calls.push(Date.now());
    return answers[calls.length - 1] ?? fine;
  };
  return { calls, send };
}

test('a call that must wait is made once more when the wait is over, in sight of the person', async () => {
  const { calls, send } = relay([refused(30), fine]);
  const answer = sendPatiently(send);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(rateLimitStore.read()).toEqual({ untilMs: 1_030_000, totalMs: 30_000 });
  expect(calls).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answer).toEqual(fine);
  expect(calls).toEqual([1_000_000, 1_030_000]);
  expect(rateLimitStore.read()).toBeUndefined();
});

test('a second refusal is the answer: nobody waits twice', async () => {
  const { calls, send } = relay([refused(30), refused(30)]);
  const answer = sendPatiently(send);
  await vi.advanceTimersByTimeAsync(30_000);
  expect((await answer).status).toBe(429);
  expect(calls).toHaveLength(2);
});

test.each([
  ['no time', refused()],
  ['an hour', refused(3_600)],
  ['nothing of the kind', fine],
])('an answer that names %s is given at once', async (_, answer) => {
  const { calls, send } = relay([answer]);
  expect(await sendPatiently(send)).toEqual(answer);
  expect(calls).toHaveLength(1);
  expect(rateLimitStore.read()).toBeUndefined();
});

test('the longest of several waits is shown, until its own end', async () => {
  const short = waitInSight(5_000);
  const long = waitInSight(20_000);
  expect(rateLimitStore.read()?.untilMs).toBe(1_020_000);
  await vi.advanceTimersByTimeAsync(5_000);
  await short;
  expect(rateLimitStore.read()?.untilMs).toBe(1_020_000);
  await vi.advanceTimersByTimeAsync(15_000);
  await long;
  expect(rateLimitStore.read()).toBeUndefined();
});

test('who gives up while waiting sends nothing more', async () => {
  const { calls, send } = relay([refused(30)]);
  const abort = createAbort();
  const answer = sendPatiently(send, abort.signal);
  const given = expect(answer).rejects.toThrow('given up');
  await vi.advanceTimersByTimeAsync(1_000);
  abort.abort();
  await vi.advanceTimersByTimeAsync(0);
  await given;
  expect(calls).toHaveLength(1);
  expect(rateLimitStore.read()).toBeUndefined();
});
