import { rm } from 'node:fs/promises';
import fastifyStatic from '@fastify/static';
import createApp, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { openParts } from './open.ts';
import type { EngineParts, Route } from './parts.ts';
import { cancelRenderRoute } from './routes/cancel-render.ts';
import { claimTokenRoute } from './routes/claim-token.ts';
import { downloadRenderRoute } from './routes/download-render.ts';
import { findMessageRoute } from './routes/find-message.ts';
import { forgetClipRoute } from './routes/forget-clip.ts';
import { forgetSessionRoute } from './routes/forget-session.ts';
import { mintTokenRoute } from './routes/mint-token.ts';
import { pollRenderRoute } from './routes/poll-render.ts';
import { readBalanceRoute } from './routes/read-balance.ts';
import { readFileRoute } from './routes/read-file.ts';
import { readHealthRoute } from './routes/read-health.ts';
import { readStateRoute } from './routes/read-state.ts';
import { restoreStateRoute } from './routes/restore-state.ts';
import { runMessageRoute } from './routes/run-message.ts';
import { startRenderRoute } from './routes/start-render.ts';
import { startSessionRoute } from './routes/start-session.ts';
import { uploadClipsRoute } from './routes/upload-clips.ts';
import type { EngineSettings } from './settings.ts';
import { claimFolder } from './store/claim.ts';
import { writeFailure } from './wire/envelope.ts';

/** Largest JSON body, bytes: a draft with an hour of captions has about 2 MB. */
const BODY_LIMIT_BYTES = 8_000_000;

const routes: Route[] = [
  readHealthRoute,
  mintTokenRoute,
  claimTokenRoute,
  startSessionRoute,
  forgetSessionRoute,
  runMessageRoute,
  findMessageRoute,
  uploadClipsRoute,
  forgetClipRoute,
  readStateRoute,
  restoreStateRoute,
  readBalanceRoute,
  startRenderRoute,
  pollRenderRoute,
  cancelRenderRoute,
  downloadRenderRoute,
  readFileRoute,
];

export type Engine = {
  /**
   * Loopback and a free port unless told otherwise. What the last process left unfinished goes on from here. Fails, and names it, when
   * another process works in `dataDir`.
   */
  listen: (at: { host?: string; port?: number; socketPath?: string }) => Promise<{ url: string }>;
  /** Ends the streams and the work; turns and renders that are not finished are done by the next process. */
  close: () => Promise<void>;
};

/** The editing backend on this machine: the upstream contract, answered with real ffmpeg. One process per `dataDir`. */
export function createEngine(settings: EngineSettings): Engine {
  const logController = new LogController({ disableRequestLogging: true });
  const app = createApp({ logger: { level: settings.logLevel }, logController, bodyLimit: BODY_LIMIT_BYTES });
  let parts: EngineParts | undefined;
  let release: (() => void) | undefined;
  return {
    async listen({ host = '127.0.0.1', port = 0, socketPath }) {
      release = claimFolder(settings.dataDir);
      const opened = await openParts(settings, app.log);
      parts = opened;
      await build(app, opened, settings);
      await app.ready();
      if (socketPath !== undefined) await rm(socketPath, { force: true });
      const url = await app.listen(socketPath === undefined ? { host, port } : { path: socketPath });
      await opened.resume();
      return { url: socketPath === undefined ? url : `unix:${socketPath}` };
    },
    async close() {
      // Before the server waits for its connections: streams end with the work behind them.
      await parts?.close();
      await app.close();
      release?.();
    },
  };
}

async function build(app: FastifyInstance, parts: EngineParts, { dataDir }: EngineSettings): Promise<void> {
  // The upload route reads its body itself, as it comes.
  app.addContentTypeParser(/^multipart\//, (_request, _body, done) => done(null));
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler((_request, reply) => reply.status(404).send({ code: 404, message: 'there is no such address', data: null }));
  await app.register(fastifyStatic, { root: dataDir, serve: false });
  for (const route of routes) route(app, parts);
}

function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = writeFailure(error);
  if (status >= 500) request.log.error({ err: error, path: request.routeOptions.url }, 'a call failed');
  if (!request.raw.complete) {
    // A refused upload: what still comes is thrown away, so that the answer is read, and the connection is not used again.
    request.raw.resume();
    reply.header('connection', 'close');
  }
  return reply.status(status).send(body);
}
