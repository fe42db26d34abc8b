import type { FastifyRequest } from 'fastify';
import { ApiError } from '../../contract/error.ts';
import type { Parts } from '../parts.ts';
import { sha256 } from '../store/id.ts';
import * as replies from '../store/replies.ts';

type Key<Reply> = { personId: string; key: string; request: FastifyRequest; isLasting: (reply: Reply) => boolean };

const underWay = new WeakMap<Parts, Map<string, Promise<unknown>>>();

/**
 * Answers a POST once per key: the network layer of WeChat repeats them by itself. A repeat that comes while the first is under way gets
 * the same answer; a failure is forgotten, so that the next try may do better. The same key with another body is refused.
 */
export async function answerOnce<Reply>(parts: Parts, asked: Key<Reply>, operation: () => Promise<Reply>): Promise<Reply> {
  const flights = underWay.get(parts) ?? new Map<string, Promise<unknown>>();
  underWay.set(parts, flights);
  const { personId, key, request } = asked;
  const name = `${personId} ${key}`;
  const first = flights.get(name);
  if (first !== undefined) {
    // The body of a repeated upload is not needed; left unread it would block its connection.
    request.raw.resume();
    return (await first) as Reply;
  }
  const flight = answer(parts, asked, operation).finally(() => flights.delete(name));
  flights.set(name, flight);
  return flight;
}

async function answer<Reply>(
  { db, clock }: Parts,
  { personId, key, request, isLasting }: Key<Reply>,
  operation: () => Promise<Reply>,
): Promise<Reply> {
  const question = sha256(JSON.stringify([request.method, request.url, request.body ?? null]));
  const claimed = await replies.claimReply(db, { personId, key, question, at: clock.now() });
  if (claimed.state === 'other') throw new ApiError('conflict', 'this key was used for another request');
  if (claimed.state === 'answered') return JSON.parse(claimed.reply) as Reply;
  try {
    const reply = await operation();
    if (isLasting(reply)) await replies.keepReply(db, { personId, key }, JSON.stringify(reply));
    else await replies.dropReply(db, { personId, key });
    return reply;
  } catch (error) {
    await replies.dropReply(db, { personId, key });
    throw error;
  }
}
