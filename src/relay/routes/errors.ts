import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, type ErrorBody, statusOf } from '../../contract/error.ts';
import { API_PREFIX } from '../../contract/relay/header.ts';
import { isDiskFull } from '../store/disk-full.ts';
import { tell } from '../upstream/failure.ts';

/** The one place where a failure becomes an answer. What is not expected is a bug: it is logged whole and told as `internal`. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((cause, request, reply) => {
    const error = read(cause);
    if (error.code === 'internal') request.log.error({ err: cause }, 'a request failed');
    else request.log.info({ code: error.code, err: error }, 'a request was refused');
    return send(reply, error, request);
  });
  app.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' && !request.url.startsWith(API_PREFIX)) return reply.code(404).type('text/plain').send('Nothing is here.');
    return send(reply, new ApiError('not_found', 'no such route'), request);
  });
}

function send(reply: FastifyReply, error: ApiError, request: FastifyRequest) {
  // A body that was not read to its end must not be taken for the next request.
  if (!request.raw.complete) {
    request.raw.resume();
    reply.header('connection', 'close');
  }
  const { waitSeconds } = error.args;
  if (waitSeconds !== undefined) reply.header('retry-after', waitSeconds);
  const hasArgs = Object.keys(error.args).length > 0;
  const body: ErrorBody = { error: { code: error.code, ...(hasArgs && { args: error.args }) } };
  return reply.code(statusOf[error.code]).type('application/json').serializer(JSON.stringify).send(body);
}

function read(cause: unknown): ApiError {
  const told = tell(cause);
  if (told instanceof ApiError) return told;
  const { statusCode, message } = (cause ?? {}) as { statusCode?: number; message?: string };
  if (isDiskFull(cause)) return new ApiError('storage_full', 'the disk of the relay is full', { cause });
  const isTheirs = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
  return new ApiError(isTheirs ? 'bad_request' : 'internal', message ?? 'no message', { cause });
}
