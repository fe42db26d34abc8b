import type { GreyFrames } from '../speech/shake.ts';
import { readPictures } from './pictures.ts';
import type { Runner } from './run.ts';

/** Longest film that is looked at, s: at this rate it gives about 70 MB. */
const MOST_SECONDS = 900;

/** Pictures a second: a hand shakes three to six times a second at most. */
const RATE = 10;

/** Short side of a picture, px. */
const SIDE = 64;

/** A film in small grey pictures, as it is stored: not turned upright. */
export async function readGrey(
  runner: Runner,
  film: { path: string; width: number; height: number },
  signal: AbortSignal,
): Promise<GreyFrames> {
  const factor = SIDE / Math.min(film.width, film.height);
  const [width, height] = [Math.round(film.width * factor), Math.round(film.height * factor)];
  const look = { path: film.path, seconds: MOST_SECONDS, rate: RATE, width, height, format: 'gray' } as const;
  return { width, height, everyMs: 1_000 / RATE, frames: await readPictures(runner, look, signal) };
}
