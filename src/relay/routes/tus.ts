import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../contract/error.ts';
import { TUS_PATH } from '../../contract/relay/clip.ts';
import type { Parts } from '../parts.ts';
import { createTus } from '../upload/tus.ts';
import type { App } from './serve.ts';
import { personOf } from './signed-in.ts';

const OVERRIDES = new Set(['PATCH', 'HEAD', 'DELETE']);

/** `wx.request` has no PATCH, and the protocol's own server does not read the header that stands in for it. */
export function serveTus(app: App, parts: Parts): void {
  const tus = createTus(parts);
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    const personId = await personOf(parts, request);
    const override = request.headers['x-http-method-override'];
    if (typeof override === 'string') {
      if (!OVERRIDES.has(override.toUpperCase())) throw new ApiError('bad_request', 'only PATCH, HEAD and DELETE can be asked for by POST');
      request.raw.method = override.toUpperCase();
    }
    reply.hijack();
    // Headers that hooks have set go along with the protocol's own.
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
    await tus(personId, request.raw, reply.raw);
  };
  for (const url of [TUS_PATH, `${TUS_PATH}/*`]) {
    app.route({ method: ['POST', 'HEAD', 'PATCH', 'DELETE'], url, schema: { hide: true } as object, handler: handle });
  }
}
