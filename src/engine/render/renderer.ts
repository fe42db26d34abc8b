import { createHash, randomUUID } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ApiError } from '../../contract/error.ts';
import { EXPORT_LIMIT_BYTES } from '../../contract/limits.ts';
import type { EngineDraft } from '../draft.ts';
import { type ClipSource, type Film, filmRate, layOut } from '../ffmpeg/graph/film.ts';
import type { Priority, Runner, RunOptions } from '../ffmpeg/run.ts';
import { type FitPlan, planFit, scaleTo, sizeFor } from '../fit/plan.ts';
import { drawLanes } from '../text/lanes.ts';
import { makePicture, type Picture, tighterPlan } from './picture.ts';
import { makeSound } from './sound.ts';
import { createRenderStore, type RenderStore } from './store.ts';

export type RenderOutput = { limitBytes?: number; resolution?: '720' | '1080'; fps?: number };

export type RenderWork = {
  draft: EngineDraft;
  clips: Map<string, ClipSource>;
  output?: RenderOutput;
  /** Where the file is to stand; a path of ours without it. */
  target?: string;
  /** Share done, 0–1, and an estimate of the time left. Never goes back. */
  onProgress?: (share: number, etaMs: number | undefined) => void;
  signal: AbortSignal;
};

export type Rendered = { path: string; sizeBytes: number; width: number; height: number; fps: number; durationMs: number };

export type PrepareWork = { draft: EngineDraft; clips: Map<string, ClipSource>; output?: RenderOutput; session?: string };

export type Renderer = {
  /** Renders a draft to an MP4 under its limit. What was rendered before is taken as it is. */
  render: (work: RenderWork) => Promise<Rendered>;
  /** Makes the pieces of a draft ahead of its render, at low priority. The next call for the same session takes its place. */
  prepare: (work: PrepareWork) => Promise<void>;
  dispose: () => void;
};

export type RendererSettings = {
  runner: Runner;
  /** Where pieces, sounds and pictures of words are kept. */
  dir: string;
  now?: () => number;
};

export function createRenderer({ runner, dir, now = () => performance.now() }: RendererSettings): Renderer {
  const store = createRenderStore(dir);
  const preparing = new Map<string, { stop: AbortController; draft: string; done: Promise<void> }>();
  const parts = { runner, store };

  const prepare = async ({ draft, clips, output, session = '' }: PrepareWork): Promise<void> => {
    preparing.get(session)?.stop.abort();
    const stop = new AbortController();
    const work = preparePieces({ ...parts, draft, clips, output: output ?? {}, signal: stop.signal });
    // A draft that cannot be rendered says so when it is rendered; ahead of that nobody asked.
    const done = work.catch(() => undefined).finally(() => preparing.get(session)?.stop === stop && preparing.delete(session));
    preparing.set(session, { stop, draft: JSON.stringify(draft), done });
    await done;
  };

  return {
    prepare,
    async render(work) {
      const same = JSON.stringify(work.draft);
      const ahead = [...preparing.values()].filter((entry) => entry.draft === same);
      for (const entry of ahead) entry.stop.abort();
      await Promise.all(ahead.map((entry) => entry.done));
      return renderFilm({ ...parts, work, now });
    },
    dispose() {
      for (const entry of preparing.values()) entry.stop.abort();
    },
  };
}

type Parts = { runner: Runner; store: RenderStore };

type Planned = { film: Film; plan: FitPlan; limitBytes: number };

/** Rate, size and way of encoding, from the length of the film and its limit. */
function planFilm(draft: EngineDraft, clips: Map<string, ClipSource>, output: RenderOutput): Planned {
  const limitBytes = output.limitBytes ?? EXPORT_LIMIT_BYTES;
  const fps = Math.round(output.fps ?? filmRate(draft, clips));
  const canvas = scaleTo(draft.m, 1_080);
  const { frames } = layOut(draft, clips, { ...canvas, fps });
  const plan = planFit({ seconds: frames / fps, fps, limitBytes });
  const size = sizeFor(canvas, { meanRate: plan.meanRate, fps }, output.resolution === '720' ? 720 : 1_080);
  return { film: layOut(draft, clips, { ...size, fps }), plan, limitBytes };
}

async function preparePieces(
  work: Parts & { draft: EngineDraft; clips: Map<string, ClipSource>; output: RenderOutput; signal: AbortSignal },
): Promise<void> {
  const { film, plan } = planFilm(work.draft, work.clips, work.output);
  const options: RunOptions = { signal: work.signal, priority: 'background' };
  const lanes = await drawLanes(film, work.store.words, work.signal);
  await makeSound({ ...work, film, bitRate: plan.audioRate, options });
  await makePicture({ ...work, film, lanes, plan, options });
}

/** Shares of the progress. */
const STAGES = { words: 0.01, sound: 0.05, picture: 0.97 };

type Export = Parts & { work: RenderWork; now: () => number };

async function renderFilm({ runner, store, work, now }: Export): Promise<Rendered> {
  const { signal } = work;
  signal.throwIfAborted();
  const progress = createProgress(work.onProgress, now);
  const { film, plan, limitBytes } = planFilm(work.draft, work.clips, work.output ?? {});
  const lanes = await drawLanes(film, store.words, signal);
  progress(STAGES.words);
  const options = (from: number, to: number): RunOptions => ({
    signal,
    priority: 'now' satisfies Priority,
    onProgress: (share) => progress(from + share * (to - from)),
  });
  const sound = await makeSound({ film, bitRate: plan.audioRate, runner, store, options: options(STAGES.words, STAGES.sound) });
  progress(STAGES.sound);
  const base = { film, lanes, runner, store, options: options(STAGES.sound, STAGES.picture) };
  const target = work.target ?? path.join(store.work, `${randomUUID()}.mp4`);
  let picture = await makePicture({ ...base, plan });
  let sizeBytes = await join({ film, picture, sound, target, parts: { runner, store }, signal });
  // Rate control is a promise of others: what came out is weighed, and made again smaller when it is too much.
  for (let share = 1, tries = 0; sizeBytes > limitBytes; tries++) {
    if (tries === MOST_TRIES)
      throw new ApiError('render_failed', `the film stays above ${limitBytes} bytes`, { args: { bytes: sizeBytes } });
    share *= plan.mode === 'capped' && tries === 0 ? 1 : Math.min(0.97, (limitBytes / sizeBytes) * 0.985);
    picture = await makePicture({ ...base, plan: tighterPlan(film, limitBytes), again: share });
    sizeBytes = await join({ film, picture, sound, target, parts: { runner, store }, signal });
  }
  progress(1);
  await store.sweep();
  return {
    path: target,
    sizeBytes,
    width: film.width,
    height: film.height,
    fps: film.fps,
    durationMs: Math.round((film.frames * 1_000) / film.fps),
  };
}

const MOST_TRIES = 4;

type Join = { film: Film; picture: Picture; sound: string; target: string; parts: Parts; signal: AbortSignal };

async function join({ film, picture, sound, target, parts, signal }: Join): Promise<number> {
  const made = path.join(parts.store.work, `${randomUUID()}.mp4`);
  try {
    await parts.runner.run(
      {
        kind: 'join',
        pictures: picture.paths.map((file) => ({ path: file })),
        sound,
        fps: film.fps,
        output: { path: made, metadata: { AIGC: aigc(picture, sound) } },
      },
      { signal },
    );
    await rename(made, target);
  } finally {
    await rm(made, { force: true });
  }
  return (await stat(target)).size;
}

/** The implicit label of content an AI had a hand in. Source: GB 45438-2025, field names as in its practice guide. */
function aigc(picture: Picture, sound: string): string {
  const id = createHash('sha256')
    .update([...picture.paths, sound].map((file) => path.basename(file)).join())
    .digest('hex')
    .slice(0, 32);
  return JSON.stringify({
    Label: '1',
    ContentProducer: 'saycut',
    ProduceID: id,
    ReservedCode1: '',
    ContentPropagator: '',
    PropagateID: '',
    ReservedCode2: '',
  });
}

/** Passes shares on that are larger than any before, with the time left. */
function createProgress(report: RenderWork['onProgress'], now: () => number): (share: number) => void {
  const startedAt = now();
  let best = 0;
  return (share) => {
    if (share <= best && best > 0) return;
    best = Math.min(1, share);
    const elapsed = now() - startedAt;
    report?.(best, best > 0.06 ? Math.round((elapsed * (1 - best)) / best) : undefined);
  };
}
