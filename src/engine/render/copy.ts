import type { RunOptions } from '../ffmpeg/execute.ts';
import type { ClipSource, Film, Shot } from '../ffmpeg/graph/film.ts';
import { pictureGraph, type Span } from '../ffmpeg/graph/picture.ts';
import { isSteady } from '../ffmpeg/graph/shot.ts';
import type { JoinJob, VideoOutput } from '../ffmpeg/job.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { videoOutput } from '../fit/encoder.ts';
import { keyOf, PICTURE_FIELDS } from './pieces.ts';
import { type RenderStore, sizeOf } from './store.ts';

/** A range of a clip whose pictures go into the film as they are, with what stands before and after it encoded. In frames of the film. */
type CopyPlan = { shot: Shot; head?: Span; middle: Span; tail?: Span };

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

/**
 * The range to copy, from a key frame to a frame behind which nothing that is shown was decoded before, and the borders around it;
 * `undefined` where it would not be worth while. Packets are in the order of the file. Pure.
 */
function planCopy(film: Film, packets: { seconds: number; key: boolean }[]): CopyPlan | undefined {
  const [shot] = film.shots;
  if (!shot) return undefined;
  const frames = packets.map(({ seconds, key }) => ({ at: Math.round(seconds * film.fps) - shot.offset, key }));
  const first = frames.findIndex(({ at, key }) => key && at >= 0 && at <= film.frames);
  const from = frames[first]?.at;
  if (from === undefined) return undefined;
  const isToEnd = (shot.offset + film.frames) / film.fps > shot.clip.facts.durationMs / 1_000 - 0.5 / film.fps;
  const to = isToEnd ? film.frames : lastWhole(frames.slice(first), from, film.frames);
  if ((to - from) / film.frames < LEAST_COPIED) return undefined;
  return {
    shot,
    middle: { from, to },
    ...(from > 0 && { head: { from: 0, to: from } }),
    ...(to < film.frames && { tail: { from: to, to: film.frames } }),
  };
}

/** The last frame up to `most` such that the frames from `from` to it, and no others, come first in the file. */
function lastWhole(frames: { at: number }[], from: number, most: number): number {
  let [to, shown, highest] = [from, 0, from - 1];
  for (const { at } of frames) {
    // Pictures that follow an open key frame and are shown before it are not copied.
    if (at < from) continue;
    shown += 1;
    highest = Math.max(highest, at);
    if (highest >= most + REORDERED) break;
    if (highest === from + shown - 1 && highest < most) to = highest + 1;
  }
  return to;
}

/** Frames that an encoder may send ahead of their time. Source: H.264, at most 16 pictures are held. */
const REORDERED = 16;

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
    isSteady(facts) &&
    PROFILES.includes(facts.profile) &&
    facts.pixelFormat === 'yuv420p' &&
    facts.transfer === 'sdr' &&
    facts.range !== 'full' &&
    isTagged(facts) &&
    facts.rotation === 0 &&
    facts.pixelShape === 1 &&
    Math.abs(facts.fps - film.fps) < 0.01 &&
    facts.width === film.width &&
    facts.height === film.height
  );
}

/** Borders are BT.709: what stands between them must be that, too, or the colours jump. HD without tags is. */
const isTagged = ({ space, width, height }: ClipSource['facts']): boolean =>
  space === 'bt709' || (space === '' && Math.min(width, height) >= 700);

type CopyWork = { plan: CopyPlan; film: Film; runner: Runner; store: RenderStore; options: RunOptions };

/** Encodes the borders that are not kept, and gives what is to be joined. */
async function makeCopy({ plan, film, runner, store, options }: CopyWork): Promise<JoinJob['pictures']> {
  const { shot, middle } = plan;
  const encode = async (span: Span | undefined): Promise<JoinJob['pictures']> => {
    if (!span) return [];
    const file = store.borderPath(keyOf(film, span));
    if ((await sizeOf(file)) !== undefined) return [{ path: file }];
    const { inputs, graph } = pictureGraph(film, span, []);
    const parts = [{ path: file, fromFrame: 0 }];
    await runner.run(
      {
        kind: 'encode',
        inputs,
        graph,
        video: borderOutput(film.fps),
        format: 'mp4',
        seconds: (span.to - span.from) / film.fps,
        output: { parts },
      },
      { ...options, onProgress: () => undefined },
    );
    return [{ path: file }];
  };
  const second = (frame: number): number => (shot.offset + frame) / film.fps;
  const copied = { path: shot.clip.path, from: second(middle.from), to: second(middle.to) };
  const [head, tail] = await Promise.all([encode(plan.head), encode(plan.tail)]);
  return [...head, copied, ...tail];
}

/** A border is less than a second: its bytes do not matter, its time does. */
function borderOutput(fps: number): VideoOutput {
  const video = videoOutput({ mode: 'capped', crf: 17, maxRate: 30_000_000, bufferSeconds: 1 }, fps, { parameterId: BORDER_PARAMETERS });
  // Nothing is gained by looking ahead within a few frames, and it is a third of the time.
  const params = `${video.options['x264-params']}:mbtree=0:rc-lookahead=0:sync-lookahead=0`;
  return { ...video, options: { ...video.options, preset: 'ultrafast', 'x264-params': params } };
}

/** More packets than any clip has: two hours at 60 a second. */
const ALL_PACKETS = 432_000;

/** Looks where a film may be copied, and encodes what stands around that. `undefined` where a copy is not worth while. */
export async function makeCopyOf(
  film: Film,
  { runner, store, options }: Pick<CopyWork, 'runner' | 'store' | 'options'>,
): Promise<JoinJob['pictures'] | undefined> {
  const [shot] = film.shots;
  if (!shot) return undefined;
  const quiet = { ...options, onProgress: () => undefined };
  const { probe } = await runner.run({ kind: 'probe', path: shot.clip.path, packets: ALL_PACKETS, isIndex: true }, quiet);
  const plan = planCopy(film, probe?.packets ?? []);
  return plan && makeCopy({ plan, film, runner, store, options });
}
