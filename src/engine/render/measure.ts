import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunOptions } from '../ffmpeg/execute.ts';
import { FINAL_COLOUR } from '../ffmpeg/graph/colour.ts';
import type { Film } from '../ffmpeg/graph/film.ts';
import { pictureGraph, type Span } from '../ffmpeg/graph/picture.ts';
import type { EncodeJob, VideoOutput } from '../ffmpeg/job.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { type Quality, videoOutput } from '../fit/encoder.ts';
import { climb, type Score, type Step } from '../fit/ladder.ts';
import { cutPieces, identity, pickPicture } from './pieces.ts';
import type { RenderStore } from './store.ts';

/*
 * Which size a film has at its rate is looked at, not looked up: a few short samples of it are encoded at the steps in question and
 * compared with what they were made from, at the size at which they are seen. The measure is visual information fidelity (VIF), mean of
 * its four scales: most of VMAF is made of it, and the libraries have it. Over four kinds of footage at three rates it chose the step of
 * the best VMAF, or one 1.9 points below at most.
 */

export type Measuring = {
  film: Film;
  steps: Step[];
  meanRate: number;
  mayHalve: boolean;
  runner: Runner;
  store: RenderStore;
  options: RunOptions;
};

/** Finds the step for a film, laid out at the largest one; what was found is kept for every film of the same shots. */
export async function measureStep(work: Measuring): Promise<Step> {
  const { film, steps, meanRate, mayHalve, store } = work;
  const key = keyOf(work);
  const kept = await store.findStep(key);
  if (kept) return kept;
  const dir = path.join(store.work, randomUUID());
  await mkdir(dir);
  try {
    const sample = await makeSample(work, dir);
    const score: Score = (step) => scoreOf({ ...work, sample, step, dir });
    const step = await climb({ steps, meanRate, score, mayHalve: mayHalve && film.fps === steps[0]?.fps });
    await store.keepStep(key, step);
    return step;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Words and sounds are left out: another caption must not change the size of a film. */
function keyOf({ film, steps, meanRate, mayHalve }: Measuring): string {
  const shots = film.shots.map(({ segment, clip, offset, frames }) => [identity(clip), offset, frames, pickPicture(segment, true)]);
  const recipe = ['step', steps, Math.round(meanRate / 1_000), mayHalve, film.frames, shots];
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 40);
}

/** A sample of the film for each of these seconds, and how many; each is this long, s. */
const SAMPLE_EVERY = 90;
const MOST_SAMPLES = 4;
const SAMPLE_SECONDS = 2;

/** Stretches of the film that stand for all of it; each begins where a piece does. Pure. */
export function sampleSpans(film: Film): Span[] {
  const pieces = cutPieces(film);
  const count = Math.max(1, Math.min(MOST_SAMPLES, pieces.length, Math.round(film.frames / film.fps / SAMPLE_EVERY)));
  return Array.from({ length: count }, (_, index) => pieces[Math.floor(((index + 0.5) * pieces.length) / count)]).flatMap((piece) => {
    if (!piece) return [];
    const to = Math.min(piece.to, piece.from + SAMPLE_SECONDS * film.fps);
    const isWhole = film.shots.some(({ start, join }) => join !== undefined && to > start && to < start + join.frames);
    return [{ from: piece.from, to: isWhole ? piece.to : to }];
  });
}

type Sample = { path: string; frames: number };

/** The samples one behind another, all but without loss. */
async function makeSample({ film, runner, options }: Measuring, dir: string): Promise<Sample> {
  const parts: string[] = [];
  const spans = sampleSpans(film);
  for (const [index, span] of spans.entries()) {
    const { inputs, graph } = pictureGraph(film, span, []);
    const target = path.join(dir, `${index}.mp4`);
    const video = { codec: 'libx264', fps: film.fps, options: { preset: 'ultrafast', qp: '10' } };
    await encode(runner, { inputs, graph, video, seconds: (span.to - span.from) / film.fps, path: target }, options);
    parts.push(target);
  }
  const target = path.join(dir, 'sample.mp4');
  const pictures = parts.map((part) => ({ path: part }));
  await runner.run({ kind: 'join', pictures, fps: film.fps, output: { path: target } }, quiet(options));
  return { path: target, frames: spans.reduce((sum, { from, to }) => sum + to - from, 0) };
}

type Scoring = Measuring & { sample: Sample; step: Step; dir: string };

async function scoreOf({ film, sample, step, dir, meanRate, runner, options }: Scoring): Promise<number> {
  const statsPath = path.join(dir, `${step.height}-${step.fps}.stats`);
  const target = path.join(dir, `${step.height}-${step.fps}.mp4`);
  const rate = step.fps === film.fps ? '' : `fps=${step.fps},`;
  const seconds = sample.frames / film.fps;
  const job = {
    inputs: [{ path: sample.path, video: true }],
    graph: `[0:v]${rate}scale=${step.width}:${step.height},${FINAL_COLOUR}[vout]`,
    seconds,
  };
  const pass = (quality: Quality): VideoOutput => videoOutput(quality, step.fps);
  await encode(runner, { ...job, video: pass({ mode: 'first-pass', statsPath }), path: statsPath, format: 'null' }, options);
  const second = async (bitRate: number): Promise<number> => {
    await encode(runner, { ...job, video: pass({ mode: 'second-pass', statsPath, bitRate }), path: target }, options);
    return ((await stat(target)).size * 8) / seconds / meanRate;
  };
  let share = await second(meanRate);
  // Rate control has little to learn from in so few frames: it is told how far it was off.
  if (Math.abs(Math.log2(share)) > NEAR) share = await second(meanRate / share);
  return (await compare({ film, sample, target, runner, options })) - RATE_WORTH * Math.log2(share);
}

/** Octaves that a sample may be off its rate; what is left of it is taken off its score. */
const NEAR = 0.12;

/** What twice the bytes are worth, at rates where the size is in question. Measured: 0.08 to 0.2. */
const RATE_WORTH = 0.1;

/** Frames between two that are compared, no multiple of what encoders repeat, and the first: key frames are the best there are. */
const EVERY = 23;
const FIRST = 11;

const SCALES = [0, 1, 2, 3].map((scale) => `lavfi.vif.scale.${scale}`);

type Comparing = { film: Film; sample: Sample; target: string; runner: Runner; options: RunOptions };

async function compare({ film, sample, target, runner, options }: Comparing): Promise<number> {
  const pick = `fps=${film.fps},select='eq(mod(n,${EVERY}),${FIRST})'`;
  const graph = `[0:v]${pick},scale=${film.width}:${film.height}:flags=bicubic,format=yuv420p[a];[1:v]${pick},format=yuv420p[b];[a][b]vif[vout]`;
  const inputs = [target, sample.path].map((file) => ({ path: file, video: true }));
  const video = { codec: 'wrapped_avframe', options: {}, fps: film.fps };
  const seconds = sample.frames / film.fps;
  const { means = {} } = await encode(
    runner,
    { inputs, graph, video, seconds, path: `${target}.none`, format: 'null', measure: SCALES },
    options,
  );
  return SCALES.reduce((sum, name) => sum + (means[name] ?? 0), 0) / SCALES.length;
}

type Encoding = Pick<EncodeJob, 'inputs' | 'graph' | 'seconds' | 'measure'> & { video: VideoOutput; path: string; format?: string };

const encode = (runner: Runner, { path: target, format = 'mp4', ...job }: Encoding, options: RunOptions) =>
  runner.run({ ...job, kind: 'encode', format, output: { path: target } }, quiet(options));

const quiet = ({ onProgress: _, ...options }: RunOptions): RunOptions => options;
