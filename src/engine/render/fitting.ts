import { createHash, randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ApiError } from '../../contract/error.ts';
import type { Film } from '../ffmpeg/graph/film.ts';
import type { JoinJob } from '../ffmpeg/job.ts';
import { makePicture, type PictureWork, tighterPlan } from './picture.ts';
import { identity, pickPicture } from './pieces.ts';
import type { Fit } from './store.ts';

export type Fitting = Omit<PictureWork, 'share' | 'isFresh'> & {
  /** Path of the sound, which is made meanwhile. */
  sound: Promise<string>;
  limitBytes: number;
  /** Where the film is to stand, joined but not named yet. */
  target: string;
  metadata?: (files: string[]) => Record<string, string>;
};

/** Share of the limit aimed at when a film is made again. */
const AIM = 0.965;

/** Shares of the limit between which a film lies whose quality ended at its bytes. */
const USED = { least: 0.9, most: 0.995 };

const MOST_TRIES = 4;

/**
 * Makes a film of its pieces, and weighs it: rate control is a promise of others. What came out too large, or needlessly small, is made
 * again at another rate, and that rate is remembered for every film of the same shots. Gives the size.
 */
export async function makeFitting(work: Fitting): Promise<number> {
  const { film, plan, limitBytes, store } = work;
  const key = fitKey(film, limitBytes);
  let fit: Fit = (await store.findFit(key)) ?? { isTight: plan.mode === 'two-pass', share: 1 };
  let made = await makeOnce(work, fit, false);
  for (let tries = 0; isOff(made, limitBytes, tries); tries++) {
    if (tries === MOST_TRIES)
      throw new ApiError('render_failed', `the film stays above ${limitBytes} bytes`, { args: { bytes: made.sizeBytes } });
    fit = { isTight: true, share: fit.isTight ? (fit.share * AIM * limitBytes) / made.sizeBytes : 1 };
    made = await makeOnce(work, fit, true);
    await store.keepFit(key, fit);
  }
  return made.sizeBytes;
}

type Made = { sizeBytes: number; isBound: boolean };

async function makeOnce(work: Fitting, { isTight, share }: Fit, isFresh: boolean): Promise<Made> {
  const { film, limitBytes, runner, sound, options, target } = work;
  const picture = await makePicture({ ...work, plan: isTight ? tighterPlan(film, limitBytes) : work.plan, share, isFresh });
  const pictures = picture.paths.map((file) => ({ path: file }));
  const soundPath = await sound;
  const metadata = work.metadata?.([...picture.paths, soundPath]) ?? {};
  const job: JoinJob = { kind: 'join', pictures, sound: { path: soundPath }, fps: film.fps, output: { path: target, metadata } };
  await runner.run(job, { ...options, onProgress: () => undefined });
  return { sizeBytes: (await stat(target)).size, isBound: picture.isBound };
}

/** The same ahead of an export: what it leaves are the pieces and their rate. */
export async function prepareFitting(work: Omit<Fitting, 'target'>): Promise<void> {
  const target = path.join(work.store.work, `${randomUUID()}.mp4`);
  await makeFitting({ ...work, target }).finally(() => rm(target, { force: true }));
}

const isOff = ({ sizeBytes, isBound }: Made, limitBytes: number, tries: number): boolean =>
  sizeBytes >= limitBytes * USED.most || (tries === 0 && isBound && sizeBytes < limitBytes * USED.least);

/** Words and sounds are left out: a film with another caption needs the same rate. */
function fitKey(film: Film, limitBytes: number): string {
  const shots = film.shots.map(({ segment, clip, offset, frames }) => [identity(clip), offset, frames, pickPicture(segment, true)]);
  const recipe = [limitBytes, film.width, film.height, film.fps, film.frames, shots];
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 40);
}
