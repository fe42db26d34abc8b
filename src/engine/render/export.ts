import { createHash, randomUUID } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ApiError } from '../../contract/error.ts';
import { EXPORT_LIMIT_BYTES } from '../../contract/limits.ts';
import type { EngineDraft } from '../draft.ts';
import { JobError, type RunOptions } from '../ffmpeg/execute.ts';
import { type ClipSource, type Film, filmRate, layOut } from '../ffmpeg/graph/film.ts';
import type { JoinJob } from '../ffmpeg/job.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { stepsOf } from '../fit/ladder.ts';
import { type FitPlan, planFit } from '../fit/plan.ts';
import { drawLanes } from '../text/lanes.ts';
import { runBeside } from './abreast.ts';
import type { Ahead } from './ahead.ts';
import { makeCopyOf, mayCopy, soundOfCopy } from './copy.ts';
import { makeFitting } from './fitting.ts';
import { withFocus } from './focus.ts';
import { withLabel } from './label.ts';
import { measureStep } from './measure.ts';
import { makeSound } from './sound.ts';
import type { RenderStore } from './store.ts';
import type { Rendered, RenderOutput, RenderWork } from './work.ts';

export type Parts = {
  runner: Runner;
  store: RenderStore;
  /** Shown at the start of every film, where the law of the place asks for it. */
  label?: string | undefined;
  /** Of the machine: as many encoders run at once, up to a few. */
  cores: number;
};

export type Planned = { film: Film; plan: FitPlan; limitBytes: number };

type Planning = Parts & { draft: EngineDraft; clips: Map<string, ClipSource>; output: RenderOutput; options: RunOptions };

/** Finds what the draft leaves open and plans the film: rate, size and way of encoding, from its length, its limit and its pictures. */
export async function planDraft({ draft: asked, clips, output, label, ...work }: Planning): Promise<Planned> {
  const draft = withLabel(await withFocus(asked, clips, work), label);
  const limitBytes = output.limitBytes ?? EXPORT_LIMIT_BYTES;
  const rate = Math.round(output.fps ?? filmRate(draft, clips));
  const steps = stepsOf(draft.m, output.resolution === '720' ? 720 : 1_080, rate);
  const [largest] = steps;
  if (!largest) throw new Error('a ladder without steps');
  const film = layOut(draft, clips, largest);
  const plan = planFit({ seconds: film.frames / rate, fps: rate, limitBytes });
  // A loose limit feeds the largest picture, and few are better smaller than they were filmed.
  if (plan.mode === 'capped' || steps.length === 1) return { film, plan, limitBytes };
  const step = await measureStep({ ...work, film, steps, meanRate: plan.meanRate, mayHalve: output.fps === undefined });
  const stepped = layOut(draft, clips, step);
  return { film: stepped, plan: planFit({ seconds: stepped.frames / step.fps, fps: step.fps, limitBytes }), limitBytes };
}

/** Shares of the progress. */
const STAGES = { words: 0.01, picture: 0.97 };

/** `ahead` is a preparation of the same film that is under way. */
type Export = Parts & { work: RenderWork; now: () => number; ahead?: Ahead | undefined };

type Stage = Export & Planned & { target: string; progress: (share: number) => void; options: (from: number, to: number) => RunOptions };

/** Renders a film to its target. Fails with `render_failed`, `render_too_long`, `draft_empty` and `not_found`. */
export async function renderFilm(parts: Export): Promise<Rendered> {
  const { work, store, now } = parts;
  const { signal } = work;
  signal.throwIfAborted();
  const progress = createProgress(work.onProgress, now);
  await parts.ahead?.wait((share) => progress(share * STAGES.picture), signal);
  const planned = await planDraft({ ...parts, ...work, output: work.output ?? {}, options: { signal, priority: 'now' } });
  const { film } = planned;
  const target = work.target ?? path.join(store.work, `${randomUUID()}.mp4`);
  const options = (from: number, to: number): RunOptions => ({
    signal,
    priority: 'now',
    onProgress: (share) => progress(from + share * (to - from)),
  });
  const stage = { ...parts, ...planned, target, progress, options };
  try {
    const sizeBytes = (await renderCopy(stage)) ?? (await renderPieces(stage));
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
  } catch (cause) {
    if (!(cause instanceof JobError)) throw cause;
    throw new ApiError('render_failed', `the render ended with ${cause.reason}: ${cause.message.slice(0, 500)}`, {
      args: { reason: cause.reason },
      cause,
    });
  }
}

/** A plain range of a clip that fits: its pictures are copied. `undefined` where that cannot be, or did not come out right. */
async function renderCopy(stage: Stage): Promise<number | undefined> {
  const { film, limitBytes, runner, store, options, plan } = stage;
  if (!mayCopy(film, limitBytes)) return undefined;
  try {
    const pictures = await makeCopyOf(film, { runner, store, options: options(0.05, 0.6) });
    if (!pictures) return undefined;
    const sound = soundOfCopy(film) ?? {
      path: await makeSound({ film, bitRate: plan.audioRate, runner, store, options: options(0.6, 0.9) }),
    };
    const sizeBytes = await join({ ...stage, pictures, sound, frames: film.frames });
    return sizeBytes < limitBytes ? sizeBytes : undefined;
  } catch (cause) {
    // What a file's index promises is not always true; the pieces below do not depend on it.
    if (cause instanceof JobError) return undefined;
    throw cause;
  }
}

async function renderPieces(stage: Stage): Promise<number> {
  const { film, plan, limitBytes, runner, store, options, progress, work, target } = stage;
  const lanes = await drawLanes(film, store.words, work.signal);
  progress(STAGES.words);
  const made = path.join(store.work, `${randomUUID()}.mp4`);
  const metadata = (files: string[]) => ({ AIGC: aigc(files) });
  const base = { film, plan, lanes, limitBytes, runner, store, metadata, cores: stage.cores, target: made };
  const shown = options(STAGES.words, STAGES.picture);
  try {
    const sizeBytes = await runBeside(
      work.signal,
      (signal) => makeSound({ film, bitRate: plan.audioRate, runner, store, options: { ...shown, signal, onProgress: () => undefined } }),
      (signal, sound) => makeFitting({ ...base, sound, options: { ...shown, signal } }),
    );
    await rename(made, target);
    return sizeBytes;
  } finally {
    await rm(made, { force: true });
  }
}

type Join = Stage & { pictures: JoinJob['pictures']; sound: NonNullable<JoinJob['sound']>; frames?: number };

async function join({ film, pictures, sound, target, runner, store, work, frames }: Join): Promise<number> {
  const made = path.join(store.work, `${randomUUID()}.mp4`);
  const metadata = { AIGC: aigc([...pictures.map((part) => part.path), sound.path]) };
  try {
    await runner.run(
      { kind: 'join', pictures, sound, fps: film.fps, ...(frames !== undefined && { frames }), output: { path: made, metadata } },
      { signal: work.signal },
    );
    await rename(made, target);
  } finally {
    await rm(made, { force: true });
  }
  return (await stat(target)).size;
}

/** The implicit label of content an AI had a hand in. Source: GB 45438-2025, field names as in its practice guide. */
function aigc(files: string[]): string {
  const id = createHash('sha256')
    .update(files.map((file) => path.basename(file)).join())
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
  let first: number | undefined;
  let best = 0;
  return (share) => {
    if (share <= best && best > 0) return;
    best = Math.min(1, share);
    // What was done ahead took none of this time.
    first ??= best;
    const won = best - first;
    report?.(best, won > LEAST_WON ? Math.round(((now() - startedAt) * (1 - best)) / won) : undefined);
  };
}

/** Share of the work after which the time left is guessed. */
const LEAST_WON = 0.05;
