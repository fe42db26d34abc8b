import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GreyFrames } from '../speech/shake.ts';
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
  const target = path.join(tmpdir(), `saycut-${randomUUID()}.grey`);
  try {
    await runner.run(
      {
        kind: 'encode',
        inputs: [{ path: film.path, length: MOST_SECONDS, video: true }],
        graph: `[0:v]fps=${RATE}:start_time=0,scale=${width}:${height}:flags=area,format=gray[vout]`,
        video: { codec: 'rawvideo', options: {}, fps: RATE },
        format: 'rawvideo',
        seconds: MOST_SECONDS,
        output: { path: target },
      },
      { signal },
    );
    return { width, height, everyMs: 1_000 / RATE, frames: cut(await readFile(target), width * height) };
  } finally {
    await rm(target, { force: true });
  }
}

const cut = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
