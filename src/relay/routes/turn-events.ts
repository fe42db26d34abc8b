import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { ApiError, type ErrorCode } from '../../contract/error.ts';
import { TURN_EVENTS_PATH, type TurnEvent } from '../../contract/relay/turn.ts';
import * as z from '../../contract/schema.ts';
import type { Parts } from '../parts.ts';
import type { StoredEvent } from '../turn/cursor.ts';
import { ownTurn } from './own.ts';
import { type App, idOf } from './serve.ts';
import { personOf } from './signed-in.ts';

const Query = z.object({ after: z.coerce.number().int().min(0).catch(0) });

/**
 * The journal of a turn as an event stream. The status is 200 whatever happens: WeChat loses the body of any other chunked reply, so a
 * failure is an event too. A reader that stops pulling costs nothing; one that left is noticed by the signal.
 */
export function serveTurnEvents(app: App, parts: Parts): void {
  app.get(TURN_EVENTS_PATH, { schema: { hide: true } as object }, async (request, reply) => {
    reply.headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'content-encoding': 'identity',
      'x-accel-buffering': 'no',
    });
    try {
      const turn = await ownTurn(parts, await personOf(parts, request), idOf(request)('turnId'));
      const { after } = Query.parse(request.query);
      const resumed = Number(request.headers['last-event-id'] ?? Number.NaN);
      return reply.send(
        Readable.from(streamTurn(parts, reply, { turnId: turn.id, after: Number.isInteger(resumed) ? Math.max(resumed, after) : after })),
      );
    } catch (error) {
      const code: ErrorCode = error instanceof ApiError ? error.code : 'internal';
      if (code === 'internal') parts.log.error({ err: error }, 'an event stream could not be opened');
      return reply.send(Readable.from([writeEvent({ seq: 0, json: JSON.stringify({ type: 'error', code } satisfies TurnEvent) })]));
    }
  });
}

const writeEvent = ({ seq, json }: Pick<StoredEvent, 'seq' | 'json'>): string => `id: ${seq}\ndata: ${json}\n\n`;

async function* streamTurn(
  parts: Parts,
  reply: FastifyReply,
  { turnId, after }: { turnId: string; after: number },
): AsyncGenerator<string> {
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  const signal = AbortSignal.any([left.signal, parts.closing]);
  yield ': open\n\n';
  for await (const batch of parts.journal.read(turnId, { after, idleMs: parts.timings.heartbeatMs, signal })) {
    yield batch.length === 0 ? ': waiting\n\n' : batch.map(writeEvent).join('');
  }
  if (parts.closing.aborted) yield 'retry: 1000\n: the relay restarts\n\n';
}
