import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { Endpoint } from '../../contract/endpoint.ts';
import { ApiError } from '../../contract/error.ts';
import { IDEMPOTENCY_HEADER } from '../../contract/relay/header.ts';
import { Id, IdempotencyKey } from '../../contract/relay/text.ts';
import type * as z from '../../contract/schema.ts';
import type { Parts } from '../parts.ts';
import { answerOnce } from './once.ts';
import { personOf } from './signed-in.ts';

export type App = FastifyInstance;

export type Asked<Body> = {
  personId: string;
  body: Body;
  /** A `:name` of the path that is an id of ours; anything else is an id that nobody has. */
  id: (name: string) => string;
  /** The app's `Idempotency-Key`: what is made under it is made once. */
  requestKey?: string;
  request: FastifyRequest;
  reply: FastifyReply;
};

type Operation<Body extends z.ZodType, Reply extends z.ZodType> = (parts: Parts, asked: Asked<z.output<Body>>) => Promise<z.output<Reply>>;

type Options<Reply> = {
  /** A reply that may be another one next time is not kept for a repeated POST. */
  isLasting?: (reply: Reply) => boolean;
};

/** Registers a call of the contract for people who are signed in. Body and reply are held to the contract; a repeated POST is answered once. */
export function serve<Body extends z.ZodType, Reply extends z.ZodType>(
  call: Endpoint<Body, Reply>,
  operation: Operation<Body, Reply>,
  { isLasting = () => true }: Options<z.output<Reply>> = {},
) {
  return (app: App, parts: Parts): void => {
    app.route({
      method: call.method,
      url: call.path,
      schema: { ...(call.body && { body: call.body }), response: { 200: call.reply } } as FastifySchema,
      handler: async (request, reply): Promise<unknown> => {
        const personId = await personOf(parts, request);
        const asked = { personId, body: request.body as z.output<Body>, id: idOf(request), requestKey: keyOf(request), request, reply };
        if (call.method !== 'POST' || asked.requestKey === undefined) return operation(parts, asked);
        return answerOnce(parts, { personId, key: asked.requestKey, request, isLasting }, () => operation(parts, asked));
      },
    });
  };
}

export function idOf(request: FastifyRequest): (name: string) => string {
  const params = request.params as Record<string, string | undefined>;
  return (name) => {
    const read = Id.safeParse(params[name]);
    if (!read.success) throw new ApiError('not_found', `no such ${name}`);
    return read.data;
  };
}

function keyOf(request: FastifyRequest): string | undefined {
  const given = request.headers[IDEMPOTENCY_HEADER.toLowerCase()];
  if (given === undefined) return undefined;
  const read = IdempotencyKey.safeParse(given);
  if (!read.success) throw new ApiError('bad_request', `${IDEMPOTENCY_HEADER} must be 8 to 80 letters, digits, - or _`);
  return read.data;
}
