import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Runner } from './ffmpeg/run.ts';
import type { CopyQueue } from './jobs/copies.ts';
import type { MessageQueue } from './jobs/messages.ts';
import type { RenderQueue } from './jobs/renders.ts';
import type { Retention } from './jobs/retention.ts';
import type { ClientStore } from './store/clients.ts';
import type { ClipStore } from './store/clips.ts';
import type { IncomingStore } from './store/incoming.ts';
import type { RenderStore } from './store/renders.ts';
import type { SessionStore } from './store/sessions.ts';
import type { Fetcher } from './upload/fetch.ts';

/** What the routes work with. */
export type EngineParts = {
  clients: ClientStore;
  sessions: SessionStore;
  clips: ClipStore;
  incoming: IncomingStore;
  renders: RenderStore;
  fetcher: Fetcher;
  runner: Runner;
  messages: MessageQueue;
  renderQueue: RenderQueue;
  copies: CopyQueue;
  retention: Retention;
  /** Size that every export stays under. */
  limitBytes: number;
  log: FastifyBaseLogger;
  /** Goes on with what the last process left unfinished. */
  resume: () => Promise<void>;
  close: () => Promise<void>;
};

/** One operation of the wire. */
export type Route = (app: FastifyInstance, parts: EngineParts) => void;
