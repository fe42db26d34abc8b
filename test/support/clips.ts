import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EncodeJob } from '../../src/engine/ffmpeg/job.ts';
import { createRunner, type Runner } from '../../src/engine/ffmpeg/run.ts';
import { buildWorker } from './worker.ts';

/** A runner on a freshly bundled worker, and a folder of its own. */
export async function createMediaBench(): Promise<{ runner: Runner; dir: string }> {
  const workerPath = await buildWorker();
  return { runner: createRunner({ workerPath }), dir: await mkdtemp(path.join(tmpdir(), 'saycut-media-')) };
}

type Made = Partial<Omit<EncodeJob, 'kind' | 'output'>> & { graph: string };

const X264 = { preset: 'ultrafast', crf: '20', g: '15' };
const never = new AbortController().signal;

/** Makes a clip by a graph of sources. */
export async function makeClip(runner: Runner, target: string, made: Made): Promise<string> {
  const hasSound = made.graph.includes('[aout]');
  await runner.run(
    {
      kind: 'encode',
      inputs: [],
      format: 'mp4',
      seconds: 1,
      ...(made.graph.includes('[vout]') && { video: { codec: 'libx264', options: X264, fps: 30 } }),
      ...(hasSound && { audio: { codec: 'aac', bitRate: 96_000, sampleRate: 48_000, channels: 2 as const } }),
      ...made,
      output: { path: target },
    },
    { signal: never },
  );
  return target;
}

/** A moving test picture with a number of seconds in it, and a tone. */
export const testGraph = (size: string, seconds: number, fps = 30): string =>
  `testsrc2=s=${size}:r=${fps}:d=${seconds}[vout];sine=f=440:r=48000:d=${seconds},aformat=channel_layouts=stereo[aout]`;

/** A clip of one colour, and a tone of 440 Hz. */
export const colourGraph = (colour: string, size: string, seconds: number): string =>
  `color=c=${colour}:s=${size}:r=30:d=${seconds}[vout];sine=f=440:r=48000:d=${seconds},aformat=channel_layouts=stereo[aout]`;

/** Turns a clip by its metadata, as phones do: the matrix of the picture's track header is written anew. */
export async function rotateByMetadata(source: string, target: string, degrees: 90 | 180 | 270): Promise<string> {
  const bytes = await readFile(source);
  const at = bytes.indexOf('tkhd');
  const version = bytes[at + 4];
  const matrix = at + 4 + (version === 1 ? 52 : 40);
  const turns = { 90: [0, 1, -1, 0], 180: [-1, 0, 0, -1], 270: [0, -1, 1, 0] }[degrees];
  const [a = 0, b = 0, c = 0, d = 0] = turns;
  for (const [index, value] of [a, b, 0, c, d, 0].entries()) bytes.writeInt32BE(value * 65_536, matrix + index * 4);
  await writeFile(target, bytes);
  return target;
}
