import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RunOptions } from '../ffmpeg/execute.ts';
import type { Film } from '../ffmpeg/graph/film.ts';
import { type Lane, pictureGraph } from '../ffmpeg/graph/picture.ts';
import type { EncodeJob, Part } from '../ffmpeg/job.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { type Quality, videoOutput } from '../fit/encoder.ts';
import { type FitPlan, planFit } from '../fit/plan.ts';
import { cutPieces, type Piece, runsOf } from './pieces.ts';
import type { KeptPiece, PieceQuality, RenderStore } from './store.ts';

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
};

export type Picture = {
  paths: string[];
  sizeBytes: number;
  /** All of it was made now, and the bytes were what its quality ended at. */
  isBound: boolean;
};

/** Share of the work of a two-pass stretch that its first pass is. */
const FIRST_PASS_SHARE = 0.5;

/** Share of the film's own rate that what is made anew has at least, or all of the film is; and at most, where the rest is easy. */
const RATE_LIMITS = { least: 0.6, most: 1.7 };

/** Makes the pieces of a film's picture that are not kept, in stretches as long as possible, and gives all of them in order. */
export async function makePicture(work: PictureWork): Promise<Picture> {
  const { film, plan, store } = work;
  const pieces = cutPieces(film);
  const quality = qualityOf(plan, work.share);
  const kept = work.isFresh ? new Map<Piece, KeptPiece>() : await findKept(pieces, quality, store);
  const missing = pieces.filter((piece) => !kept.has(piece));
  const rate = plan.mode === 'two-pass' ? missingRate({ film, plan, kept, missing, share: work.share ?? 1 }) : 0;
  if (rate === undefined) return makePicture({ ...work, isFresh: true });
  const frames = unique(missing).reduce((sum, piece) => sum + piece.to - piece.from, 0);
  let done = 0;
  let isBound = plan.mode === 'two-pass' && kept.size === 0;
  for (const run of runsOf(unique(missing))) {
    const from = run[0]?.from ?? 0;
    const length = (run.at(-1)?.to ?? 0) - from;
    const options = { ...work.options, onProgress: (share: number) => work.options.onProgress?.((done + share * length) / frames) };
    const as = await makeRun({ ...work, options, run, rate, quality });
    isBound &&= as === 'second-pass';
    done += length;
  }
  work.options.onProgress?.(1);
  const found = await findKept(pieces, quality, store);
  const all = pieces.map((piece) => found.get(piece) ?? fail(piece));
  return { paths: all.map((piece) => piece.path), sizeBytes: all.reduce((sum, piece) => sum + piece.sizeBytes, 0), isBound };
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

type Run = PictureWork & { run: Piece[]; rate: number; quality: PieceQuality };

/** Encodes a stretch and says how it was done in the end. */
async function makeRun(work: Run): Promise<Quality['mode']> {
  const { plan } = work;
  if (plan.mode === 'capped') {
    await encodeRun({ ...work, as: { ...plan, maxRate: plan.maxRate * (work.share ?? 1) } });
    return 'capped';
  }
  const statsPath = path.join(work.store.work, `${randomUUID()}.stats`);
  const report = (from: number, to: number) => (share: number) => work.options.onProgress?.(from + share * (to - from));
  try {
    const first = await firstPass({ ...work, statsPath, options: { ...work.options, onProgress: report(0, FIRST_PASS_SHARE) } });
    const options = { ...work.options, onProgress: report(FIRST_PASS_SHARE, 1) };
    const as = secondQuality({ work, first, statsPath });
    await encodeRun({ ...work, options, as });
    return as.mode;
  } finally {
    await Promise.all(['', '.mbtree'].map((end) => rm(statsPath + end, { force: true })));
  }
}

/** Of the bytes that the first pass took at CRF 23, the most that CRF 20 takes: 1.4 of most footage, over 1.7 of grain. */
const EASY_FACTOR = 2.6;

/** An easy stretch does not need what it may have: it gets the best quality in one pass. */
function secondQuality({ work, first, statsPath }: { work: Run; first: number | undefined; statsPath: string }): Quality {
  const seconds = framesOf(work.run) / work.film.fps;
  const budget = (work.rate * seconds) / 8;
  const isEasy = first !== undefined && first * EASY_FACTOR < budget;
  return isEasy
    ? { mode: 'capped', crf: 20, maxRate: work.rate * 0.97, bufferSeconds: 2 }
    : { mode: 'second-pass', statsPath, bitRate: work.rate };
}

const framesOf = (run: Piece[]): number => (run.at(-1)?.to ?? 0) - (run[0]?.from ?? 0);

type Encode = Run & { as: Quality };

async function encodeRun({ film, lanes, runner, store, options, run, quality, as }: Encode): Promise<void> {
  const from = run[0]?.from ?? 0;
  const { inputs, graph } = pictureGraph(film, { from, to: from + framesOf(run) }, lanes);
  const parts: Part[] = run.map((piece) => ({ path: store.piecePath(piece.key, quality), fromFrame: piece.from - from }));
  const job: EncodeJob = {
    kind: 'encode',
    inputs,
    graph,
    video: videoOutput(as, film.fps),
    format: 'mp4',
    seconds: framesOf(run) / film.fps,
    output: { parts },
  };
  await runner.run(job, options);
}

/**
 * Learns where the bits are needed. At the full size: at half of it, for 0.8 of the whole time, fine detail goes unseen, and the worst
 * seconds of hard footage came out 6 VMAF below.
 */
async function firstPass({ film, lanes, runner, options, run, statsPath }: Run & { statsPath: string }): Promise<number | undefined> {
  const from = run[0]?.from ?? 0;
  const { inputs, graph } = pictureGraph(film, { from, to: from + framesOf(run) }, lanes);
  const { pictureBytes } = await runner.run(
    {
      kind: 'encode',
      inputs,
      graph,
      video: videoOutput({ mode: 'first-pass', statsPath }, film.fps),
      format: 'null',
      borders: run.map((piece) => piece.from - from),
      seconds: framesOf(run) / film.fps,
      output: { path: statsPath },
    },
    options,
  );
  return pictureBytes;
}

/** The plan that holds when a capped pass came out too large. */
export const tighterPlan = (film: Film, limitBytes: number): FitPlan =>
  planFit({ seconds: film.frames / film.fps, fps: film.fps, limitBytes }, true);
