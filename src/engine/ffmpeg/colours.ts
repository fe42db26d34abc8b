import type { ColourFrames } from '../look/describe.ts';
import { readPictures } from './pictures.ts';
import type { Runner } from './run.ts';

/** Side of a picture, px: enough for where colours are, too little for anything else. */
const SIDE = 32;

/** Stretch that is looked at, s: what a clip mostly shows, it shows early. */
const SECONDS = 12;

/** A film in a few small colour pictures, one a second. */
export async function readColours(runner: Runner, path: string, signal: AbortSignal): Promise<ColourFrames> {
  const look = { path, seconds: SECONDS, rate: 1, width: SIDE, height: SIDE, format: 'rgb24' } as const;
  return { width: SIDE, height: SIDE, frames: await readPictures(runner, look, signal) };
}
