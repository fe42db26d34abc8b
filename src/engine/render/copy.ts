import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RunOptions } from '../ffmpeg/execute.ts';
import type { Film, Shot } from '../ffmpeg/graph/film.ts';
import { pictureGraph, type Span } from '../ffmpeg/graph/picture.ts';
import type { JoinJob } from '../ffmpeg/job.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { videoOutput } from '../fit/encoder.ts';
import { PICTURE_FIELDS } from './pieces.ts';

/** A range of a clip whose pictures go into the film as they are, with what stands before and after it encoded. In frames of the film. */
export type CopyPlan = { shot: Shot; head?: Span; middle: Span; tail?: Span };

/** Id of the parameter sets of the borders: cameras and phones use 0. */
const BORDER_PARAMETERS = 7;

/** Share of the film that must be copied for it to be worth while. */
const LEAST_COPIED = 0.5;

/** A copied clip may have this share of the limit: its rate is not ours, and what the index says is an average. */
const SAFE_SHARE = 0.97;

/** Whether a film is a plain range of one clip that any phone plays and that fits as it is. Pure. */
export function mayCopy(film: Film, limitBytes: number): boolean {
  const [shot] = film.shots;
  if (!shot || film.shots.length > 1 || film.texts.length > 0 || film.insets.length > 0 || !isCopyable(shot, film)) return false;
  const { facts } = shot.clip;
  const sizeBytes = (facts.sizeBytes * film.frames * 1_000) / film.fps / Math.max(1, facts.durationMs);
  return sizeBytes <= limitBytes * SAFE_SHARE;
}

/** The range between the clip's key frames, s, and the borders around it; `undefined` where it would not be worth while. Pure. */
export function planCopy(film: Film, keySeconds: number[]): CopyPlan | undefined {
  const [shot] = film.shots;
  if (!shot) return undefined;
  const keys = keySeconds
    .map((second) => Math.round(second * film.fps) - shot.offset)
    .filter((frame) => frame >= 0 && frame <= film.frames);
  const isToEnd = (shot.offset + film.frames) / film.fps > shot.clip.facts.durationMs / 1_000 - 0.5 / film.fps;
  const from = keys[0];
  const to = isToEnd ? film.frames : keys.at(-1);
  if (from === undefined || to === undefined || (to - from) / film.frames < LEAST_COPIED) return undefined;
  return {
    shot,
    middle: { from, to },
    ...(from > 0 && { head: { from: 0, to: from } }),
    ...(to < film.frames && { tail: { from: to, to: film.frames } }),
  };
}

/** The clip's own sound where nothing was done to it and it is what an export has; its packets are copied, too. Pure. */
export function soundOfCopy(film: Film): JoinJob['sound'] {
  const [shot] = film.shots;
  if (!shot || film.sounds.length > 0 || film.loudness) return undefined;
  const { segment, clip } = shot;
  const { facts } = clip;
  const isPlain = (segment.vol ?? 100) === 100 && !segment.denoise;
  if (!isPlain || facts.audioCodec !== 'aac' || facts.sampleRate !== 48_000 || facts.audioChannels !== 2) return undefined;
  return { path: clip.path, from: shot.offset / film.fps, to: (shot.offset + film.frames) / film.fps };
}

/** 100 is High, 77 Main, 66 and 578 Baseline. */
const PROFILES = [66, 77, 100, 578];

function isCopyable({ segment, clip: { facts } }: Shot, film: Film): boolean {
  const isTouched = PICTURE_FIELDS.some((field) => segment[field] !== undefined && field !== 'fit' && field !== 'focus');
  return (
    !isTouched &&
    facts.kind === 'video' &&
    facts.codec === 'h264' &&
    facts.container === 'mov' &&
    PROFILES.includes(facts.profile) &&
    facts.pixelFormat === 'yuv420p' &&
    facts.transfer === 'sdr' &&
    facts.range !== 'full' &&
    facts.rotation === 0 &&
    facts.pixelShape === 1 &&
    !facts.variableFrameRate &&
    Math.abs(facts.fps - film.fps) < 0.01 &&
    facts.width === film.width &&
    facts.height === film.height
  );
}

type CopyWork = { plan: CopyPlan; film: Film; runner: Runner; dir: string; options: RunOptions };

/** Encodes the borders and gives what is to be joined; `done` removes the borders afterwards. */
export async function makeCopy({
  plan,
  film,
  runner,
  dir,
  options,
}: CopyWork): Promise<{ pictures: JoinJob['pictures']; done: () => Promise<void> }> {
  const { shot, middle } = plan;
  const borders: string[] = [];
  const encode = async (span: Span | undefined): Promise<JoinJob['pictures']> => {
    if (!span) return [];
    const file = path.join(dir, `${randomUUID()}.mp4`);
    borders.push(file);
    const { inputs, graph } = pictureGraph(film, span, []);
    const video = videoOutput({ mode: 'capped', crf: 18, maxRate: 20_000_000, bufferSeconds: 1 }, film.fps, BORDER_PARAMETERS);
    const parts = [{ path: file, fromFrame: 0 }];
    await runner.run(
      { kind: 'encode', inputs, graph, video, format: 'mp4', seconds: (span.to - span.from) / film.fps, output: { parts } },
      { ...options, onProgress: () => undefined },
    );
    return [{ path: file }];
  };
  const second = (frame: number): number => (shot.offset + frame) / film.fps;
  const copied = { path: shot.clip.path, from: second(middle.from), to: second(middle.to) };
  const pictures = [...(await encode(plan.head)), copied, ...(await encode(plan.tail))];
  return {
    pictures,
    done: async () => {
      await Promise.all(borders.map((file) => rm(file, { force: true })));
    },
  };
}
