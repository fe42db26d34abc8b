import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { emptyDraft } from './edits/first-draft.ts';
import { createRunner } from './ffmpeg/run.ts';
import { createCopyQueue } from './jobs/copies.ts';
import { createMessageQueue } from './jobs/messages.ts';
import { createRenderQueue } from './jobs/renders.ts';
import type { EngineParts } from './parts.ts';
import type { ClipSource } from './ports.ts';
import type { EngineSettings } from './settings.ts';
import { createRenderer, makeCopy, runTurn } from './stand-in.ts';
import { openClients } from './store/clients.ts';
import { type ClipStore, factsOf, openClips } from './store/clips.ts';
import { openIncoming } from './store/incoming.ts';
import { openMessages } from './store/messages.ts';
import { openRenders } from './store/renders.ts';
import { openSessions, type Session } from './store/sessions.ts';
import { createFetcher } from './upload/fetch.ts';

/** How often exports past their retention are looked for, ms. */
const SWEEP_MS = 60 * 60_000;

/** Opens what the engine keeps and starts what works on it. */
export async function openParts(settings: EngineSettings, log: FastifyBaseLogger): Promise<EngineParts> {
  const now = Date.now;
  const at = (name: string): string => join(settings.dataDir, name);
  await mkdir(settings.dataDir, { recursive: true });
  const [clients, sessions, clips] = await Promise.all([
    openClients(at('clients'), now),
    openSessions(at('sessions'), now),
    openClips(at('clips')),
  ]);
  const [incoming, messages, renders] = await Promise.all([
    openIncoming(at('incoming')),
    openMessages(at('messages'), now),
    openRenders(at('renders'), now),
  ]);
  const runner = createRunner({ workerPath: settings.workerPath, ...(settings.ffmpegPath && { ffmpegPath: settings.ffmpegPath }) });
  const renderer = createRenderer();
  const fetcher = createFetcher(incoming, settings.allowPrivateAddresses ?? false);

  const copies = createCopyQueue({ clips, log, make: (copy, clip) => makeCopy(copy, clip, clips.copyPath(clip.hash, copy)) });
  const renderQueue = createRenderQueue({
    renders,
    renderer,
    clipsOf: async ({ sessionId }) => sourcesOf(await sessions.load(sessionId), clips),
    atOnce: settings.rendersAtOnce,
    log,
    now,
  });
  const messageQueue = createMessageQueue({
    sessions,
    messages,
    clips,
    runTurn: ({ text, session, signal }) => startTurn({ text, session, signal, clips }),
    onDraft: (session) => void prepare(session),
    log,
    now,
  });
  const prepare = async (session: Session): Promise<void> => {
    if (session.draft) renderer.prepare({ draft: session.draft, clips: await sourcesOf(session, clips) });
  };
  const sweep = setInterval(() => renders.sweep().catch((error: unknown) => log.error({ error }, 'old exports not removed')), SWEEP_MS);
  sweep.unref();

  return {
    ...{ clients, sessions, clips, incoming, renders, fetcher, runner, renderQueue, copies, log },
    messages: messageQueue,
    async resume() {
      renderQueue.resume();
      await messageQueue.resume();
      await renders.sweep();
      await copies.resume();
    },
    async close() {
      clearInterval(sweep);
      await Promise.all([messageQueue.close(), renderQueue.close(), copies.close(), fetcher.close()]);
      runner.dispose();
    },
  };
}

type Turn = { text: string; session: Session; signal: AbortSignal; clips: ClipStore };

async function* startTurn({ text, session, signal, clips }: Turn) {
  const facts = await Promise.all(session.clips.map(async (clip) => factsOf(clip, await clips.get(clip.hash))));
  const { draft = emptyDraft(session.name), history, dialogue, language } = session;
  yield* runTurn({ text, session: { clips: facts, draft, history, dialogue, language }, signal });
}

/** A session's clips as rendering needs them. */
async function sourcesOf(session: Session | undefined, clips: ClipStore): Promise<Map<string, ClipSource>> {
  const sources = (session?.clips ?? []).map(async ({ id, hash }) => {
    const clip = await clips.get(hash);
    return [id, { path: clips.pathOf(clip), facts: clip.facts }] as const;
  });
  return new Map(await Promise.all(sources));
}
