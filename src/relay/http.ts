import fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { IDEMPOTENCY_HEADER } from '../contract/relay/header.ts';
import type { Parts } from './parts.ts';
import { serveAll } from './routes/all.ts';
import { answerErrors } from './routes/errors.ts';
import { serveH5 } from './routes/h5.ts';
import { serveOpenApi } from './routes/openapi.ts';

/** The relay's HTTP server with every operation, not listening yet. */
export async function createHttp(parts: Parts): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: parts.settings.logLevel !== 'debug' && parts.settings.logLevel !== 'trace' }),
    trustProxy: 'loopback',
    bodyLimit: 1_000_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  }) as unknown as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // These bodies are read by their operations, as streams.
  for (const type of ['multipart/form-data', 'application/offset+octet-stream'])
    app.addContentTypeParser(type, (_, __, done) => done(null));
  answerErrors(app);
  allowLocalOrigins(app);
  app.addHook('onSend', async (_, reply) => {
    reply.header('x-content-type-options', 'nosniff');
  });
  await serveOpenApi(app, parts.settings.version);
  serveAll(app, parts);
  await serveH5(app, parts.settings.h5Dir);
  return app;
}

const LOCAL_ORIGIN = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** A development server of the app on this machine stands on another port; pages from anywhere else are refused by the browser. */
function allowLocalOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || !LOCAL_ORIGIN.test(origin)) return;
    reply.headers({
      'access-control-allow-origin': origin,
      vary: 'Origin',
      'access-control-expose-headers': 'Location, Upload-Offset, Upload-Length, Tus-Resumable, ETag, Content-Range',
    });
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return;
    reply.headers({
      'access-control-allow-methods': 'GET, HEAD, POST, DELETE, PATCH',
      'access-control-allow-headers': `Authorization, Content-Type, Last-Event-ID, ${IDEMPOTENCY_HEADER}, X-HTTP-Method-Override, Tus-Resumable, Upload-Length, Upload-Offset, Upload-Metadata, Range`,
      'access-control-max-age': '600',
    });
    return reply.code(204).send();
  });
}
