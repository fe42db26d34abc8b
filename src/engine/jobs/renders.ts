import { randomBytes } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { ClipSource } from '../ffmpeg/graph/film.ts';
import type { Rendered, RenderWork } from '../render/renderer.ts';
import type { Render, RenderStore } from '../store/renders.ts';

/** Starts of one render without getting further before it is given up: one that ends the process must not end it for ever. */
const START_LIMIT = 5;

/** Longest render, ms. Source: ours; ten minutes of film at 540p took under four. */
const RENDER_LIMIT_MS = 60 * 60_000;

/** Percent shown for a render that waits or has just begun. Source: the contract's reply to the start, `"progress":5`. */
const FIRST_PERCENT = 5;

/** Percent shown until the file is whole and in its place. */
const LAST_PERCENT = 99;

/** Percents between two writes of the progress. Only what is written is shown: it never goes back, also over a kill. */
const KEPT_STEP = 2;

export type RenderParts = {
  renders: RenderStore;
  render: (work: RenderWork) => Promise<Rendered>;
  /** Draws a still of a finished film. */
  drawPoster: (film: Rendered, target: string, signal: AbortSignal) => Promise<void>;
  /** The clips that a render's draft may name. */
  clipsOf: (render: Render) => Promise<Map<string, ClipSource>>;
  atOnce: number;
  log: FastifyBaseLogger;
  now: () => number;
};

export type RenderState = { render: Render; percent: number; queuePosition: number; etaMs?: number };

export type RenderQueue = {
  /** The same id again is the same render. */
  start: (render: Pick<Render, 'id' | 'userId' | 'sessionId' | 'draft' | 'output'>) => Promise<RenderState>;
  state: (render: Render) => RenderState;
  /** Ends a waiting or running render; one that has ended stays as it is. */
  cancel: (id: string) => Promise<void>;
  /** Nothing works on the render any more. */
  ended: (id: string) => Promise<void>;
  /** Goes on with what the last process left. */
  resume: () => void;
  close: () => Promise<void>;
};

type Running = { stop: AbortController; percent: number; etaMs?: number; done: Promise<void> };

/** Renders in the order of their start, a few side by side. All of it stands on disk: a kill costs what the running ones had not kept. */
export function createRenderQueue(parts: RenderParts): RenderQueue {
  const { renders, now } = parts;
  const waiting: string[] = [];
  const running = new Map<string, Running>();
  let isClosing = false;

  const next = (): void => {
    while (!isClosing && running.size < parts.atOnce) {
      const id = waiting.shift();
      if (id === undefined) return;
      const render = renders.find(id);
      if (render) begin(render);
    }
  };
  const begin = (render: Render): void => {
    const job: Running = { stop: new AbortController(), percent: render.percent, done: Promise.resolve() };
    running.set(render.id, job);
    job.done = runRender(parts, render, job)
      .catch((error: unknown) => parts.log.error({ err: error, renderId: render.id }, 'a render could not be kept'))
      .finally(() => {
        running.delete(render.id);
        next();
      });
  };
  const state = (render: Render): RenderState => {
    const job = running.get(render.id);
    const percent = Math.floor(job?.percent ?? render.percent);
    const etaMs = job?.etaMs;
    return { render, percent, queuePosition: waiting.indexOf(render.id) + 1, ...(etaMs !== undefined && { etaMs }) };
  };

  return {
    state,
    async start(asked) {
      const known = renders.find(asked.id);
      if (known) return state(known);
      const key = randomBytes(16).toString('hex');
      const render = await renders.add({ ...asked, key, status: 'pending', percent: FIRST_PERCENT, createdAt: now(), attempts: 0 });
      waiting.push(render.id);
      const answer = state(render);
      next();
      return answer;
    },
    async cancel(id) {
      const index = waiting.indexOf(id);
      if (index >= 0) waiting.splice(index, 1);
      running.get(id)?.stop.abort();
      await renders.update(id, (render) => ({ ...render, status: 'cancelled', endedAt: now() }));
    },
    ended: async (id) => running.get(id)?.done,
    resume() {
      waiting.push(...renders.unfinished().map(({ id }) => id));
      next();
    },
    async close() {
      isClosing = true;
      for (const job of running.values()) job.stop.abort();
      await Promise.all([...running.values()].map((job) => job.done));
    },
  };
}

async function runRender({ renders, clipsOf, log, now, ...parts }: RenderParts, render: Render, job: Running): Promise<void> {
  if (render.attempts >= START_LIMIT) {
    const error = `the render was started ${render.attempts} times without an end`;
    await renders.update(render.id, (current) => ({ ...current, status: 'failed', error, endedAt: now() }));
    return;
  }
  await renders.update(render.id, (current) => ({ ...current, status: 'processing', attempts: current.attempts + 1 }));
  let isWriting = false;
  const onProgress = (share: number, etaMs: number | undefined): void => {
    job.etaMs = etaMs;
    const percent = Math.floor(Math.min(LAST_PERCENT, FIRST_PERCENT + share * (LAST_PERCENT - FIRST_PERCENT)));
    if (isWriting || percent < job.percent + KEPT_STEP) return;
    isWriting = true;
    renders
      .update(render.id, (current) => ({ ...current, percent, attempts: 0 }))
      .then(() => {
        job.percent = percent;
      })
      .catch((error: unknown) => log.warn({ err: error }, 'progress not kept'))
      .finally(() => {
        isWriting = false;
      });
  };
  const { draft, output } = render;
  const clock = AbortSignal.timeout(RENDER_LIMIT_MS);
  const signal = AbortSignal.any([job.stop.signal, clock]);
  try {
    const film = await parts.render({
      ...{ draft, output, onProgress, signal },
      clips: await clipsOf(render),
      session: render.sessionId,
      target: renders.pathOf(render.id),
    });
    const { sizeBytes, durationMs } = film;
    const hasPoster = await parts.drawPoster(film, renders.posterPathOf(render.id), signal).then(
      () => true,
      () => false,
    );
    await renders.update(render.id, (current) => ({
      ...current,
      status: 'completed',
      percent: 100,
      sizeBytes,
      durationMs,
      hasPoster,
      endedAt: now(),
    }));
  } catch (cause) {
    // Cancelled: `cancel` has written that. Closing: the next process goes on with it.
    if (job.stop.signal.aborted) return;
    log.error({ err: cause, renderId: render.id }, 'a render failed');
    const error = cause instanceof Error ? cause.message : 'the render failed';
    await renders.update(render.id, (current) => ({ ...current, status: 'failed', error, endedAt: now() }));
  }
}
