import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { EXPORT_LIMIT_BYTES } from '../contract/limits.ts';
import { makeFilmPoster, mezzanineFacts } from './copies.ts';
import { emptyDraft } from './edits/first-draft.ts';
import type { ClipSource } from './ffmpeg/graph/film.ts';
import { createRunner, type Runner } from './ffmpeg/run.ts';
import { createPlanner } from './instruct/llm.ts';
import { type AnalysisParts, createAnalysis, type Senses } from './jobs/analysis.ts';
import { createCopyQueue } from './jobs/copies.ts';
import { createCopyMaker } from './jobs/make-copy.ts';
import { createMessageQueue, type MessageQueue } from './jobs/messages.ts';
import { createRenderQueue } from './jobs/renders.ts';
import { createRetention } from './jobs/retention.ts';
import { createSenses } from './jobs/senses.ts';
import type { EngineParts } from './parts.ts';
import { createRenderer, type Renderer } from './render/renderer.ts';
import type { EngineSettings } from './settings.ts';
import { type ClipStore, factsOf } from './store/clips.ts';
import { openStores, type Stores } from './store/open.ts';
import type { Session } from './store/sessions.ts';
import { type Planner, runTurn, type TurnSession, type TurnStep } from './turn.ts';
import { createFetcher } from './upload/fetch.ts';

/** How often things past their retention are looked for, ms. */
const SWEEP_MS = 24 * 60 * 60_000;

/** Opens what the engine keeps and starts what works on it. */
export async function openParts(settings: EngineSettings, log: FastifyBaseLogger): Promise<EngineParts> {
  const now = Date.now;
  const limitBytes = settings.limitBytes ?? EXPORT_LIMIT_BYTES;
  const stores = await openStores(settings.dataDir, now);
  const { sessions, clips, renders } = stores;
  const piecesDir = join(settings.dataDir, 'pieces');
  const runner = createRunner({ workerPath: settings.workerPath, ffmpegPath: settings.ffmpegPath });
  const renderer = createRenderer({ runner, dir: piecesDir, label: settings.filmLabel });
  const fetcher = createFetcher(stores.incoming, settings.allowPrivateAddresses ?? false);
  const copies = createCopyQueue({ clips, log, make: createCopyMaker(runner, clips) });
  const clipsOf = async ({ sessionId }: { sessionId: string }) => sourcesOf(await sessions.load(sessionId), clips);
  const renderQueue = createRenderQueue({
    ...{ renders, render: renderer.render, clipsOf, atOnce: settings.rendersAtOnce, log, now },
    drawPoster: (film, target, signal) => makeFilmPoster({ runner, film, target, signal }),
  });
  const planner = settings.llm && createPlanner(settings.llm);
  const senses = await createSenses(runner, settings);
  const messages = createMessages({ stores, runner, renderer, senses, planner, limitBytes, log, now });
  const retention = createRetention({ stores, messages, renderQueue, renderer, piecesDir, now });
  let sweeping = Promise.resolve();
  const sweep = (): void => {
    sweeping = retention.sweep().catch((error: unknown) => log.error({ err: error }, 'old things not removed'));
  };
  const daily = setInterval(sweep, SWEEP_MS).unref();
  return {
    ...{ ...stores, fetcher, runner, messages, renderQueue, copies, retention, limitBytes, log },
    async resume() {
      renderQueue.resume();
      await messages.resume();
      await copies.resume();
      // Nobody waits for it.
      sweep();
    },
    async close() {
      clearInterval(daily);
      await Promise.all([sweeping, messages.close(), renderQueue.close(), copies.close(), fetcher.close()]);
      renderer.dispose();
      runner.dispose();
    },
  };
}

type MessageWork = {
  stores: Stores;
  runner: Runner;
  renderer: Renderer;
  senses: Senses;
  /** Plans in place of the rules, where it can. */
  planner: Planner | undefined;
  limitBytes: number;
  log: FastifyBaseLogger;
  now: () => number;
};

/** Each draft that a turn makes is rendered ahead, so that an export has little left to do. */
function createMessages({ renderer, limitBytes, ...work }: MessageWork): MessageQueue {
  const { stores, log, now } = work;
  const { clips } = stores;
  const prepare = async ({ id, draft, ...session }: Session): Promise<void> => {
    if (draft) await renderer.prepare({ draft, clips: await sourcesOf(session, clips), output: { limitBytes }, session: id });
  };
  return createMessageQueue({
    ...{ ...stores, log, now },
    runTurn: ({ text, session, signal }) => startTurn(work, { text, session, signal }),
    onDraft: (session) => {
      prepare(session).catch((error: unknown) => log.warn({ err: error }, 'an export could not be prepared'));
    },
  });
}

type Turn = { text: string; session: Session; signal: AbortSignal };
type TurnParts = AnalysisParts & Pick<MessageWork, 'planner'>;

async function* startTurn({ planner, ...parts }: TurnParts, { text, session, signal }: Turn): AsyncGenerator<TurnStep> {
  const { clips: store } = parts.stores;
  const sent = session.clips.filter((clip) => !clip.made);
  const clips = await Promise.all(sent.map(async (clip) => factsOf(clip, await store.get(clip.hash))));
  const { draft = emptyDraft(session.name), history, pending, memory } = session;
  const language = session.language.startsWith('en') ? 'en' : 'zh-CN';
  const analyse = createAnalysis(parts, session, signal);
  const known: TurnSession = { clips, draft, history, language, ...(pending && { pending }), ...(memory && { memory }) };
  yield* runTurn({ text, session: known, analyse, ...(planner && { planner }), signal });
}

/** A session's clips as rendering needs them. */
async function sourcesOf(session: Pick<Session, 'clips'> | undefined, clips: ClipStore): Promise<Map<string, ClipSource>> {
  const sources = (session?.clips ?? []).map(async ({ id, hash }) => {
    const clip = await clips.get(hash);
    const light = clips.hasCopy(hash, 'mezzanine') && { path: clips.copyPath(hash, 'mezzanine'), facts: mezzanineFacts(clip.facts) };
    return [id, { path: clips.pathOf(clip), facts: clip.facts, ...(light && { light }) }] as const;
  });
  return new Map(await Promise.all(sources));
}
