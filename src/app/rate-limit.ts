import { ErrorBody } from '../contract/error.ts';
import { AbortedError } from './platform/failure.ts';
import type { HttpReply } from './platform/http.ts';
import { type Signal, wait } from './platform/signal.ts';
import { createStore } from './store.ts';

/** A wait that a call is in because too many people are here: until when, and how long it is in all, in ms. */
export type RateLimit = { untilMs: number; totalMs: number };

/** What every page counts down to; `undefined` while nothing waits. */
export const rateLimitStore = createStore<RateLimit | undefined>(undefined);

/** Longer than this nobody is asked to watch a counter. */
const LONGEST_WAIT_MS = 60_000;

/** Makes a call, and once more after the wait that a refusal asks for, in sight of the person. The second answer is the answer. */
export async function sendPatiently<Reply extends HttpReply>(send: () => Promise<Reply>, signal?: Signal): Promise<Reply> {
  const reply = await send();
  const waitMs = readWaitMs(reply);
  if (waitMs === undefined || waitMs > LONGEST_WAIT_MS) return reply;
  await waitInSight(waitMs, signal);
  return send();
}

/** Waits while every page counts down. `AbortedError` when the signal ended it. */
export async function waitInSight(durationMs: number, signal?: Signal): Promise<void> {
  const limit = { untilMs: Date.now() + durationMs, totalMs: durationMs };
  const shown = rateLimitStore.read();
  if (!shown || shown.untilMs < limit.untilMs) rateLimitStore.write(limit);
  await wait(durationMs, signal);
  // A longer wait of another call goes on being shown.
  if (rateLimitStore.read() === limit || (rateLimitStore.read()?.untilMs ?? 0) <= Date.now()) rateLimitStore.write(undefined);
  if (signal?.aborted) throw new AbortedError('the call was given up while it waited');
}

/** How long a refusal asks to wait; `undefined` for any other answer. */
function readWaitMs({ status, body }: HttpReply): number | undefined {
  if (status !== 429) return undefined;
  const seconds = ErrorBody.safeParse(body).data?.error.args?.waitSeconds;
  return typeof seconds === 'number' ? seconds * 1_000 : undefined;
}
