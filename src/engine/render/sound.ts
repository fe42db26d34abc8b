import { createHash } from 'node:crypto';
import path from 'node:path';
import type { AudioSegment } from '../draft.ts';
import type { RunOptions } from '../ffmpeg/execute.ts';
import type { Film } from '../ffmpeg/graph/film.ts';
import { SOUND_RATE, type SoundGraph, soundGraph } from '../ffmpeg/graph/sound.ts';
import type { EncodeJob } from '../ffmpeg/job.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { audioOutput } from '../fit/encoder.ts';
import { type RenderStore, sizeOf } from './store.ts';

/** What the whole is brought to. Source: the loudness the big platforms play at. */
const TARGET_LUFS = -14;

/** Largest gain, dB: noise is not to be made into music. */
const MOST_GAIN = 20;

/** Below this there is nothing to make louder. */
const SILENCE_LUFS = -60;

/** −1.5 dB, so that AAC's own overshoot stays below full scale. */
const PEAK = 0.841;

const VERSION = 2;

type SoundWork = { film: Film; bitRate: number; runner: Runner; store: RenderStore; options: RunOptions };

/** Makes the sound of a film as AAC, or takes the one that is kept; gives its path. */
export async function makeSound({ film, bitRate, runner, store, options }: SoundWork): Promise<string> {
  const audio = audioOutput(bitRate);
  await Promise.all(film.sounds.flatMap(({ segment }) => (segment.bed ? [makeBed({ segment, runner, store, options })] : [])));
  const { inputs, graph } = soundGraph(film, (segment) => bedPath(segment, store));
  const key = createHash('sha256')
    .update(JSON.stringify([VERSION, inputs, graph, film.loudness, audio]))
    .digest('hex')
    .slice(0, 40);
  const target = store.soundPath(key);
  if ((await sizeOf(target)) !== undefined) return target;
  const seconds = film.frames / film.fps;
  const job: EncodeJob = { kind: 'encode', inputs, graph, audio, format: 'mp4', seconds, output: { path: target } };
  const gain = film.loudness ? await measureGain({ runner, job, graph: { inputs, graph }, options }) : 0;
  const louder =
    gain === 0
      ? graph
      : `${graph.replace(/\[aout\]$/, '[mixed]')};[mixed]volume=${gain.toFixed(2)}dB,alimiter=limit=${PEAK}:level=0:attack=2:release=80[aout]`;
  await runner.run({ ...job, graph: louder }, options);
  return target;
}

type Measure = { runner: Runner; job: EncodeJob; graph: SoundGraph; options: RunOptions };

/** Gain that brings the sound to the target, dB. */
async function measureGain({ runner, job, graph, options }: Measure): Promise<number> {
  const measuring = `${graph.graph.replace(/\[aout\]$/, '[mixed]')};[mixed]ebur128=metadata=1[aout]`;
  const name = 'lavfi.r128.I';
  const { measured } = await runner.run(
    {
      ...job,
      graph: measuring,
      format: 'null',
      audio: { codec: 'pcm_f32le', sampleRate: SOUND_RATE, channels: 2 },
      measure: [name],
    },
    { ...options, onProgress: () => undefined },
  );
  const loudness = Number(measured?.[name] ?? Number.NaN);
  if (!Number.isFinite(loudness) || loudness < SILENCE_LUFS) return 0;
  return Math.min(MOST_GAIN, TARGET_LUFS - loudness);
}

const bedPath = ({ bed, seed = 0 }: AudioSegment, store: RenderStore): string | undefined =>
  bed === undefined ? undefined : path.join(store.beds, `${bed}-${seed}-v1.wav`);

type BedWork = { segment: AudioSegment; runner: Runner; store: RenderStore; options: RunOptions };

async function makeBed({ segment, runner, store, options }: BedWork): Promise<void> {
  const target = bedPath(segment, store);
  if (target === undefined || segment.bed === undefined || (await sizeOf(target)) !== undefined) return;
  await runner.run(
    { kind: 'bed', mood: segment.bed, seed: segment.seed ?? 0, output: { path: target } },
    { ...options, onProgress: () => undefined },
  );
}
