import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { EngineDraft, TextSegment, VideoSegment } from '../../src/engine/draft.ts';
import type { ClipSource } from '../../src/engine/ffmpeg/graph/film.ts';
import { readPcm } from '../../src/engine/ffmpeg/pcm.ts';
import type { Runner } from '../../src/engine/ffmpeg/run.ts';
import { probeClip } from '../../src/engine/probe.ts';

const never = new AbortController().signal;

/** A draft of one film track and whatever else is given; `s` and `d` are filled in. */
export function draftOf(
  segments: Partial<VideoSegment>[],
  rest: Partial<EngineDraft> & { texts?: Partial<TextSegment>[] } = {},
): EngineDraft {
  const { texts = [], t: tracks = [], ...other } = rest;
  let clock = 0;
  const sg = segments.map((segment, index) => {
    const from = segment.in ?? 0;
    const to = segment.out ?? 1_000;
    const d = segment.d ?? Math.round((to - from) / (segment.speed ?? 1));
    const laid = { id: `v${index + 1}`, n: 'clip', src: 'c1', ...segment, s: clock, d, in: from, out: to } as VideoSegment;
    clock += d;
    return laid;
  });
  const sgText = texts.map((text, index) => ({ id: `t${index + 1}`, role: 'title', s: 0, d: 1_000, tx: 'X', ...text }) as TextSegment);
  return {
    d: clock,
    m: { title: 'film', width: 360, height: 640 },
    t: [{ tt: 0, sg }, ...(sgText.length > 0 ? [{ tt: 7 as const, sg: sgText }] : []), ...tracks],
    ...other,
  };
}

export async function sourceOf(runner: Runner, file: string): Promise<ClipSource> {
  return { path: file, facts: await probeClip(runner, { path: file, name: path.basename(file) }, never) };
}

export type Rgb = { width: number; height: number; at: (x: number, y: number) => [number, number, number] };

/** One decoded frame of a film. */
export async function frameAtSecond(runner: Runner, file: string, second: number): Promise<Rgb> {
  const facts = await probeClip(runner, { path: file, name: 'film' }, never);
  const out = `${file}.${Math.round(second * 1_000)}.rgb`;
  const turned = facts.rotation % 180 !== 0;
  await runner.run(
    {
      kind: 'encode',
      inputs: [{ path: file, from: second, length: 0.2, video: true }],
      graph: '[0:v]trim=end_frame=1,scale=in_range=tv:in_color_matrix=bt709,format=rgb24[vout]',
      video: { codec: 'rawvideo', options: {}, fps: 30 },
      format: 'rawvideo',
      seconds: 1,
      output: { path: out },
    },
    { signal: never },
  );
  const bytes = await readFile(out);
  const [width, height] = turned ? [facts.height, facts.width] : [facts.width, facts.height];
  return {
    width,
    height,
    at: (x, y) => {
      const offset = (Math.floor(y * (height - 1)) * width + Math.floor(x * (width - 1))) * 3;
      return [bytes[offset] ?? 0, bytes[offset + 1] ?? 0, bytes[offset + 2] ?? 0];
    },
  };
}

/** Root mean square of a stretch of a film's sound, 0–1. */
export async function loudnessBetween(runner: Runner, file: string, [from, to]: [number, number]): Promise<number> {
  const rate = 8_000;
  const pcm = await readPcm(runner, file, { sampleRate: rate, signal: never });
  const part = pcm.subarray(Math.round(from * rate), Math.round(to * rate));
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length));
}

/** Pitch of a stretch of a film's sound by its zero crossings, Hz. */
export async function pitchBetween(runner: Runner, file: string, [from, to]: [number, number]): Promise<number> {
  const rate = 16_000;
  const pcm = await readPcm(runner, file, { sampleRate: rate, signal: never });
  const part = pcm.subarray(Math.round(from * rate), Math.round(to * rate));
  let crossings = 0;
  for (let index = 1; index < part.length; index++) if ((part[index - 1] ?? 0) < 0 !== (part[index] ?? 0) < 0) crossings++;
  return crossings / 2 / (to - from);
}
