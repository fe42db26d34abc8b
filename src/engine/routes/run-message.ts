import { Readable } from 'node:stream';
import { ApiError } from '../../contract/error.ts';
import { MESSAGE_ID_HEADER, MessageId, RUN_PATH, RunBody } from '../../contract/upstream/message.ts';
import type { Route } from '../parts.ts';
import { admit } from '../wire/access.ts';
import { readBody } from '../wire/envelope.ts';

/** Longest message read, in characters; the contract sends 2,500 at most. */
const TEXT_LIMIT = 20_000;

/** The message is on disk before the first byte of the stream; from then on it is worked on to its end, whoever listens. */
export const runMessageRoute: Route = (app, { clients, sessions, messages }) => {
  app.post(RUN_PATH, async (request, reply) => {
    const caller = admit(clients, request);
    const body = readBody(RunBody, request.body);
    const text = body.new_message.parts.map((part) => part.text ?? '').join('');
    if (text.trim() === '' || text.length > TEXT_LIMIT) throw new ApiError('bad_request', `a message has 1 to ${TEXT_LIMIT} characters`);
    const session = await sessions.find(caller.userId, body.session_id);
    const name = MessageId.optional().safeParse(request.headers[MESSAGE_ID_HEADER.toLowerCase()]).data;
    const log = await messages.submit({ sessionId: session.id, text, name });
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    reply.header('content-type', 'text/event-stream').header('cache-control', 'no-cache').header('x-accel-buffering', 'no');
    return reply.send(Readable.from(log.read(gone.signal), { objectMode: false }));
  });
};
