import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RunOptions } from '../ffmpeg/execute.ts';
import type { Film } from '../ffmpeg/graph/film.ts';
import { type Lane, pictureGraph } from '../ffmpeg/graph/picture.ts';
import type { EncodeJob, Part } from '../ffmpeg/job.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { type Quality, videoOutput } from '../fit/encoder.ts';
import { type FitPlan, planFit } from '../fit/plan.ts';
import { createPurse } from '../fit/purse.ts';
import { readStats, type Stats, shareBytes } from '../fit/share.ts';
import { runAbreast } from './abreast.ts';
import { cutPieces, type Piece } from './pieces.ts';
import type { KeptPiece, PieceQuality, RenderStore } from './store.ts';
import { framesOf, type Stretch, stretchesOf } from './stretches.ts';

export type PictureWork = {
  film: Film;
  lanes: Lane[];
  plan: FitPlan;
  runner: Runner;
  store: RenderStore;
  options: RunOptions;
  /** Of the planned rate; 1. */
  share?: number;
  /** Take nothing kept: what was made before came out too large. */
  isFresh?: boolean;
  /** Of the machine; 1. */
  cores?: number | undefined;
};

export type Picture = {
  paths: string[];
  sizeBytes: number;
  /** All of it was made now, and the bytes were what its quality ended at. */
  isBound: boolean;
};

/** Processes that encode at once. More of them only hold more pictures in memory: x264 has threads of its own. */
const MOST_ABREAST = 4;

/** Of the bytes that the first pass took at CRF 23, the most that CRF 20 takes: 1.4 of most footage, over 1.7 of grain. */
const EASY_FACTOR = 2.6;

/** Share of the work of a two-pass stretch that its first pass is. */
const FIRST_PASS_SHARE = 0.5;

/** Share of the film's own rate that what is made anew has at least, or all of the film is; and at most, where the rest is easy. */
const RATE_LIMITS = { least: 0.6, most: 1.7 };

/** Makes the pieces of a film's picture that are not kept, in stretches side by side, and gives all of them in order. */
export async function makePicture(work: PictureWork): Promise<Picture> {
  const { film, plan, store, options, cores = 1 } = work;
  const pieces = cutPieces(film);
  const quality = qualityOf(plan, work.share);
  const kept = work.isFresh ? new Map<Piece, KeptPiece>() : await findKept(pieces, quality, store);
  const missing = pieces.filter((piece) => !kept.has(piece));
  const rate = plan.mode === 'two-pass' ? missingRate({ film, plan, kept, missing, share: work.share ?? 1 }) : 0;
  if (rate === undefined) return makePicture({ ...work, isFresh: true });
  const stretches = stretchesOf(unique(missing), Math.min(cores, MOST_ABREAST));
  const abreast = Math.min(stretches.length, cores, MOST_ABREAST);
  const threads = abreast > 1 ? Math.max(1, Math.round(cores / abreast)) : undefined;
  const making = { ...work, stretches, abreast, threads, rate, quality, progress: createShares(stretches, options) };
  const as = plan.mode === 'capped' ? await makeCapped(making, plan) : await makeInTwo(making);
  options.onProgress?.(1);
  const found = await findKept(pieces, quality, store);
  const all = pieces.map((piece) => found.get(piece) ?? fail(piece));
  const isBound = as === 'second-pass' && kept.size === 0;
  return { paths: all.map((piece) => piece.path), sizeBytes: all.reduce((sum, piece) => sum + piece.sizeBytes, 0), isBound };
}

/** Progress of a whole whose parts go on side by side. */
function createShares(stretches: Stretch[], { onProgress }: RunOptions): Making['progress'] {
  const total = stretches.reduce((sum, stretch) => sum + framesOf(stretch), 0);
  const done = new Map<Stretch, number>();
  return (stretch, share) => {
    done.set(stretch, share);
    onProgress?.([...done].reduce((sum, [one, part]) => sum + part * framesOf(one), 0) / total);
  };
}

/** What a film shows twice, such as a still or a loop, is made once. */
const unique = (pieces: Piece[]): Piece[] =>
  pieces.filter((piece, index) => pieces.findIndex((other) => other.key === piece.key) === index);

function fail(piece: Piece): never {
  throw new Error(`piece ${piece.from}–${piece.to} was not made`);
}

const qualityOf = (plan: FitPlan, share = 1): PieceQuality => ({
  mode: plan.mode,
  rate: (plan.mode === 'capped' ? plan.maxRate : plan.meanRate) * share,
});

async function findKept(pieces: Piece[], quality: PieceQuality, store: RenderStore): Promise<Map<Piece, KeptPiece>> {
  const kept = new Map<Piece, KeptPiece>();
  for (const piece of pieces) {
    const found = await store.findPiece(piece.key, quality);
    if (found) kept.set(piece, found);
  }
  return kept;
}

type Missing = { film: Film; plan: FitPlan; kept: Map<Piece, KeptPiece>; missing: Piece[]; share: number };

/** What the kept pieces leave for the others, bits per second; `undefined` when it is so little that it would be seen. */
function missingRate({ film, plan, kept, missing, share }: Missing): number | undefined {
  const keptBytes = [...kept.values()].reduce((sum, piece) => sum + piece.sizeBytes, 0);
  const seconds = missing.reduce((sum, piece) => sum + piece.to - piece.from, 0) / film.fps;
  if (seconds === 0) return plan.meanRate * share;
  const rate = ((plan.pictureBytes * share - keptBytes) * 8) / seconds;
  if (kept.size === 0) return rate;
  const mean = plan.meanRate * share;
  return rate > mean * RATE_LIMITS.least ? Math.min(rate, mean * RATE_LIMITS.most) : undefined;
}

type Making = PictureWork & {
  stretches: Stretch[];
  abreast: number;
  threads: number | undefined;
  rate: number;
  quality: PieceQuality;
  progress: (stretch: Stretch, share: number) => void;
};

async function makeCapped(work: Making, plan: FitPlan & { mode: 'capped' }): Promise<Quality['mode']> {
  const as = { ...plan, maxRate: plan.maxRate * (work.share ?? 1) };
  await forEach(work, (stretch, options) => encode(work, stretch, { as, options }));
  return 'capped';
}

/** Work on every stretch, a few at once. */
function forEach<Result>(
  { stretches, abreast, options, progress }: Making,
  make: (stretch: Stretch, options: RunOptions, index: number) => Promise<Result>,
  part: { from: number; to: number } = { from: 0, to: 1 },
): Promise<Result[]> {
  const tasks = stretches.map((stretch, index) => (signal: AbortSignal) => {
    const onProgress = (share: number): void => progress(stretch, part.from + share * (part.to - part.from));
    return make(stretch, { ...options, signal, onProgress }, index);
  });
  return runAbreast(tasks, { atOnce: abreast, signal: options.signal });
}

/** Learns of all stretches where the bits are needed, then encodes each with its share. */
async function makeInTwo(work: Making): Promise<Quality['mode']> {
  const { stretches, film, rate } = work;
  const stats = stretches.map(() => path.join(work.store.work, `${randomUUID()}.stats`));
  const statsOf = (index: number): string => stats[index] ?? '';
  try {
    const first = { from: 0, to: FIRST_PASS_SHARE };
    const sizes = await forEach(work, (stretch, options, index) => firstPass(work, stretch, { statsPath: statsOf(index), options }), first);
    const bytes = (rate * stretches.reduce((sum, stretch) => sum + framesOf(stretch), 0)) / film.fps / 8;
    const isEasy = sizes.reduce<number>((sum, size = Number.POSITIVE_INFINITY) => sum + size, 0) * EASY_FACTOR < bytes;
    const shares = createPurse(shareBytes(await Promise.all(stats.map(readStatsOf)), bytes));
    const second = async (stretch: Stretch, options: RunOptions, index: number): Promise<void> => {
      const bitRate = (shares.take(index) * 8 * film.fps) / framesOf(stretch);
      const as: Quality = isEasy
        ? { mode: 'capped', crf: 20, maxRate: rate * 0.97, bufferSeconds: 2 }
        : { mode: 'second-pass', statsPath: statsOf(index), bitRate };
      shares.spend(index, await encode(work, stretch, { as, options }));
    };
    await forEach(work, second, { from: FIRST_PASS_SHARE, to: 1 });
    return isEasy ? 'capped' : 'second-pass';
  } finally {
    await Promise.all(stats.flatMap((file) => ['', '.mbtree'].map((end) => rm(file + end, { force: true }))));
  }
}

const readStatsOf = async (file: string): Promise<Stats> => readStats(await readFile(file, 'utf8'));

type Encode = { as: Quality; options: RunOptions };

/** Gives the bytes of the picture, where they are told. */
async function encode(work: Making, stretch: Stretch, { as, options }: Encode): Promise<number | undefined> {
  const { film, lanes, runner, store, quality, threads } = work;
  const from = stretch[0]?.from ?? 0;
  const { inputs, graph } = pictureGraph(film, { from, to: from + framesOf(stretch) }, lanes);
  const parts: Part[] = stretch.map((piece) => ({ path: store.piecePath(piece.key, quality), fromFrame: piece.from - from }));
  const job: EncodeJob = {
    kind: 'encode',
    inputs,
    graph,
    video: videoOutput(as, film.fps, { threads }),
    format: 'mp4',
    seconds: framesOf(stretch) / film.fps,
    output: { parts },
  };
  return (await runner.run(job, options)).pictureBytes;
}

/**
 * Learns where the bits are needed. At the full size: at half of it, for 0.8 of the whole time, fine detail goes unseen, and the worst
 * seconds of hard footage came out 6 VMAF below.
 */
async function firstPass(
  { film, lanes, runner, threads }: Making,
  stretch: Stretch,
  { statsPath, options }: { statsPath: string; options: RunOptions },
): Promise<number | undefined> {
  const from = stretch[0]?.from ?? 0;
  const { inputs, graph } = pictureGraph(film, { from, to: from + framesOf(stretch) }, lanes);
  const { pictureBytes } = await runner.run(
    {
      kind: 'encode',
      inputs,
      graph,
      video: videoOutput({ mode: 'first-pass', statsPath }, film.fps, { threads }),
      format: 'null',
      borders: stretch.map((piece) => piece.from - from),
      seconds: framesOf(stretch) / film.fps,
      output: { path: statsPath },
    },
    options,
  );
  return pictureBytes;
}

/** The plan that holds when a capped pass came out too large. */
export const tighterPlan = (film: Film, limitBytes: number): FitPlan =>
  planFit({ seconds: film.frames / film.fps, fps: film.fps, limitBytes }, true);
