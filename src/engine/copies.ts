import { rename, writeFile } from 'node:fs/promises';
import type { Priority } from './ffmpeg/execute.ts';
import { FINAL_COLOUR, scaleChain } from './ffmpeg/graph/colour.ts';
import type { ClipSource } from './ffmpeg/graph/film.ts';
import { turnFilters } from './ffmpeg/graph/shot.ts';
import type { EncodeJob, JobInput } from './ffmpeg/job.ts';
import { readPcm } from './ffmpeg/pcm.ts';
import type { Runner } from './ffmpeg/run.ts';
import type { ProbedClip } from './probe.ts';

/** What every copy needs: the clip, and where its copy is to stand. It appears there whole or not at all. */
export type CopyWork = { runner: Runner; clip: ClipSource; target: string; signal: AbortSignal; priority?: Priority };

type Size = { width: number; height: number };

const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/** The clip's upright size with this short side at most. */
function within({ width, height }: Size, side: number): Size {
  const factor = Math.min(1, side / Math.min(width, height));
  return { width: even(width * factor), height: even(height * factor) };
}

/** Filters from the stored picture to an upright one of the size given. */
function uprightChain({ facts }: ClipSource, size: Size): string {
  const stored = facts.rotation % 180 === 0 ? size : { width: size.height, height: size.width };
  return [...scaleChain(facts, stored), ...turnFilters(facts.rotation), 'setsar=1'].join(',');
}

const JPEG = { codec: 'mjpeg', options: { qmin: '3', qmax: '5', strict: 'unofficial' }, fps: 1 };

/** From TV range to the full range of a JPEG. */
const TO_JPEG = 'scale=in_range=tv:out_range=pc,format=yuvj420p';

const POSTER_SIDE = 480;

/** A still of the clip, JPEG: not its first frame, which is often black or shaken. */
export async function makePoster({ runner, clip, target, signal, priority = 'now' }: CopyWork): Promise<void> {
  const size = within(clip.facts, POSTER_SIDE);
  const from = clip.facts.kind === 'image' ? 0 : Math.min(1, clip.facts.durationMs / 3_000);
  const graph = `[0:v]trim=end_frame=1,${uprightChain(clip, size)},${TO_JPEG}[vout]`;
  await runner.run(picture({ inputs: [{ path: clip.path, from, video: true }], graph, target }), { signal, priority });
}

type Film = { path: string; width: number; height: number; durationMs: number };

/** A still of a finished film, JPEG, a second into it, where its title stands. */
export async function makeFilmPoster(work: { runner: Runner; film: Film; target: string; signal: AbortSignal }): Promise<void> {
  const { runner, film, target, signal } = work;
  const { width, height } = within(film, POSTER_SIDE);
  const from = Math.min(1, film.durationMs / 3_000);
  const graph = `[0:v]trim=end_frame=1,scale=${width}:${height},${TO_JPEG}[vout]`;
  await runner.run(picture({ inputs: [{ path: film.path, from, video: true }], graph, target }), { signal, priority: 'now' });
}

function picture({ inputs, graph, target }: { inputs: JobInput[]; graph: string; target: string }): EncodeJob {
  return {
    kind: 'encode',
    inputs,
    graph,
    video: JPEG,
    format: 'image2',
    formatOptions: { update: '1' },
    seconds: 1,
    output: { path: target },
  };
}

const PROXY_SIDE = 540;

/** Frames between key frames of a proxy: a finger on the timeline wants every half second at once. */
const PROXY_GOP = 15;

/** A small copy that every phone plays, and that a preview is cut from. */
export async function makeProxy({ runner, clip, target, signal, priority = 'background' }: CopyWork): Promise<void> {
  const { facts, path } = clip;
  const fps = Math.max(10, Math.min(30, Math.round(facts.fps || 30)));
  const video = `[0:v]fps=${fps}:start_time=0,${uprightChain(clip, within(facts, PROXY_SIDE))},format=yuv420p[vout]`;
  const sound = '[0:a]aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo[aout]';
  await runner.run(
    {
      kind: 'encode',
      inputs: [{ path, video: true, audio: facts.hasAudio }],
      graph: facts.hasAudio ? `${video};${sound}` : video,
      video: {
        codec: 'libx264',
        fps,
        options: {
          preset: 'superfast',
          profile: 'main',
          crf: '27',
          maxrate: '2500000',
          bufsize: '5000000',
          g: `${PROXY_GOP}`,
          'x264-params': 'rc-lookahead=10:open-gop=0',
        },
      },
      ...(facts.hasAudio && { audio: { codec: 'aac', bitRate: 96_000, sampleRate: 48_000, channels: 2 } }),
      format: 'mp4',
      formatOptions: { movflags: '+faststart' },
      seconds: facts.durationMs / 1_000,
      output: { path: target },
    },
    { signal, priority },
  );
}

const MEZZANINE_SIDE = 1_080;

/** Longest clip that gets a mezzanine, ms: it takes about as long to make as to play, and 150 MB a minute at most. */
const MOST_MEZZANINE_MS = 20 * 60_000;

/** Rate above which pictures are kept for slow motion. */
const MOST_MEZZANINE_FPS = 62;

/** Whether pictures of a clip take several times as long to read as those of an export do: 4K, and what must be brought from HDR to SDR. */
export const isHeavy = ({ kind, width, height, transfer, durationMs, fps }: ProbedClip): boolean =>
  kind === 'video' &&
  durationMs <= MOST_MEZZANINE_MS &&
  fps <= MOST_MEZZANINE_FPS &&
  (Math.min(width, height) > MEZZANINE_SIDE || transfer !== 'sdr');

/** Facts of a heavy clip's mezzanine. */
export function mezzanineFacts(facts: ProbedClip): ProbedClip {
  return {
    ...facts,
    ...within(facts, MEZZANINE_SIDE),
    fps: mezzanineRate(facts),
    ...{ startMs: 0, container: 'mov', codec: 'h264', profile: 100, pixelFormat: 'yuv420p', keyframesMs: [] },
    ...{ transfer: 'sdr', space: 'bt709', range: 'tv', rotation: 0, pixelShape: 1, variableFrameRate: false, hasAlpha: false },
  };
}

const mezzanineRate = ({ fps }: ProbedClip): number => Math.max(1, Math.round(fps));

/** Pictures of a heavy clip as an export wants them, but nearly without loss, and coded for quick reading. The sound stays in the clip. */
export async function makeMezzanine({ runner, clip, target, signal, priority = 'background' }: CopyWork): Promise<void> {
  const fps = mezzanineRate(clip.facts);
  const size = within(clip.facts, MEZZANINE_SIDE);
  await runner.run(
    {
      kind: 'encode',
      inputs: [{ path: clip.path, video: true }],
      graph: `[0:v]fps=${fps}:start_time=0,${uprightChain(clip, size)},${FINAL_COLOUR}[vout]`,
      video: {
        codec: 'libx264',
        fps,
        options: {
          ...{ preset: 'superfast', tune: 'fastdecode', crf: '17', maxrate: '20M', bufsize: '20M', g: `${fps}` },
          'x264-params': 'rc-lookahead=10:open-gop=0:colorprim=bt709:transfer=bt709:colormatrix=bt709',
        },
      },
      format: 'mp4',
      seconds: clip.facts.durationMs / 1_000,
      output: { path: target },
    },
    { signal, priority },
  );
}

/** Frames of a filmstrip, and the height of each, px. */
export const FILMSTRIP = { frames: 16, height: 108 } as const;

/** One JPEG of frames side by side, at even distances over the clip; each is decoded from its own key frame. */
export async function makeFilmstrip({ runner, clip, target, signal, priority = 'background' }: CopyWork): Promise<void> {
  const { facts, path } = clip;
  const seconds = facts.durationMs / 1_000;
  const count = Math.max(1, Math.min(FILMSTRIP.frames, Math.ceil(seconds * 2)));
  const size = { width: even((FILMSTRIP.height * facts.width) / facts.height), height: FILMSTRIP.height };
  const inputs = Array.from({ length: count }, (_, index) => ({
    path,
    from: ((index + 0.5) * seconds) / count,
    length: Math.min(1, seconds),
    video: true,
    at: index,
  }));
  const frames = inputs.map((_, index) => `[${index}:v]trim=end_frame=1,setpts=0,${uprightChain(clip, size)},format=yuv420p[f${index}]`);
  const stack = count === 1 ? '[f0]null' : `${inputs.map((_, index) => `[f${index}]`).join('')}hstack=inputs=${count}`;
  await runner.run(picture({ inputs, graph: [...frames, `${stack},${TO_JPEG}[vout]`].join(';'), target }), { signal, priority });
}

const WAVE_RATE = 8_000;

/** Most peaks of a waveform: as many as the widest screen has columns. */
const MOST_PEAKS = 1_200;

/** `{ stepMs, peaks }` as JSON, peaks 0–100 in proportion to the loudest. */
export async function makeWaveform({ runner, clip, target, signal }: CopyWork): Promise<void> {
  const samples = await readPcm(runner, clip.path, { sampleRate: WAVE_RATE, signal });
  const stepMs = Math.max(50, Math.ceil(((samples.length / WAVE_RATE) * 1_000) / MOST_PEAKS));
  const part = `${target}.part`;
  await writeFile(part, JSON.stringify({ stepMs, peaks: peaksOf(samples, (WAVE_RATE * stepMs) / 1_000) }));
  await rename(part, target);
}

/** Loudest sample of each step, 0–100. */
export function peaksOf(samples: Float32Array, step: number): number[] {
  const peaks: number[] = [];
  for (let from = 0; from < samples.length; from += step) {
    let peak = 0;
    for (const sample of samples.subarray(Math.floor(from), Math.floor(from + step))) peak = Math.max(peak, Math.abs(sample));
    peaks.push(peak);
  }
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), 0.01);
  return peaks.map((peak) => Math.round((peak / loudest) * 100));
}
