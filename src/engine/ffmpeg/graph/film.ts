import { ApiError } from '../../../contract/error.ts';
import { TRACK_TYPE } from '../../../contract/upstream/draft.ts';
import type { AudioSegment, EngineDraft, TextSegment, VideoSegment } from '../../draft.ts';
import type { ProbedClip } from '../../probe.ts';

/** A file that pictures are read from. It never changes. */
export type ClipView = { path: string; facts: ProbedClip };

/** A clip as rendering needs it. `light` is a copy of its pictures that is quicker to read: the clip stays what a piece is told by. */
export type ClipSource = ClipView & { light?: ClipView };

type TransitionType = NonNullable<EngineDraft['transitions']>[number]['type'];

/** A segment laid out in whole frames of the film. */
export type Shot = {
  segment: VideoSegment;
  clip: ClipSource;
  start: number;
  frames: number;
  /** Where in its clip it begins, in frames of the film at the segment's speed: the same second of a clip is the same frame in every cut. */
  offset: number;
  /** How it comes in over the end of the shot before; `frames` of both run at once. */
  join?: { type: TransitionType; frames: number };
};

export type TextCue = { segment: TextSegment; start: number; frames: number };
export type SoundCue = { segment: AudioSegment; clip?: ClipSource };

/** A draft in whole frames: everything below the draft counts in these. */
export type Film = {
  width: number;
  height: number;
  /** Constant, an integer. */
  fps: number;
  frames: number;
  shots: Shot[];
  /** Pictures in the picture. */
  insets: Shot[];
  texts: TextCue[];
  sounds: SoundCue[];
  loudness: boolean;
};

export type Canvas = { width: number; height: number; fps: number };

/** Rate of the film: 30, or that of its fastest clip where all are slower. */
export function filmRate(draft: EngineDraft, clips: ReadonlyMap<string, ClipSource>): number {
  const rates = segmentsOf(draft).flatMap((segment) => {
    const facts = clips.get(segment.src)?.facts;
    return facts?.kind === 'video' && facts.fps > 0 ? [facts.fps * (segment.speed ?? 1)] : [];
  });
  const fastest = rates.length > 0 ? Math.max(...rates) : MOST_FPS;
  return Math.max(LEAST_FPS, Math.min(MOST_FPS, Math.round(fastest)));
}

const MOST_FPS = 30;

/** Below this a title's fade is seen to jump. */
const LEAST_FPS = 15;

const segmentsOf = (draft: EngineDraft): VideoSegment[] => draft.t.find((track) => track.tt === TRACK_TYPE.video)?.sg ?? [];

/** Lays a draft out in frames of the canvas given. Fails with `draft_empty`, and with `not_found` for a clip that is gone. */
export function layOut(draft: EngineDraft, clips: ReadonlyMap<string, ClipSource>, canvas: Canvas): Film {
  const { fps } = canvas;
  const clipOf = (id: string): ClipSource => {
    const clip = clips.get(id);
    if (!clip) throw new ApiError('not_found', `the draft names clip ${id}, which is not here`);
    return clip;
  };
  const videoTracks = draft.t.flatMap((track) => (track.tt === TRACK_TYPE.video ? [track.sg] : []));
  const shots = layShots(
    draft,
    (videoTracks[0] ?? []).map((segment) => ({ segment, clip: clipOf(segment.src) })),
    fps,
  );
  const last = shots.at(-1);
  if (!last) throw new ApiError('draft_empty', 'the draft has no picture');
  const frames = last.start + last.frames;
  const insets = videoTracks
    .slice(1)
    .flat()
    .flatMap((segment) =>
      within({ segment, clip: clipOf(segment.src), offset: offsetOf(segment, fps), ...framesOf(segment, fps) }, frames),
    );
  const texts = draft.t.flatMap((track) =>
    track.tt === TRACK_TYPE.text ? track.sg.flatMap((segment) => within({ segment, ...framesOf(segment, fps) }, frames)) : [],
  );
  const sounds = draft.t.flatMap((track) => (track.tt === TRACK_TYPE.audio ? track.sg.map((segment) => readSound(segment, clips)) : []));
  return { ...canvas, frames, shots, insets, texts, sounds, loudness: draft.loudness ?? false };
}

/** A frame is shown from half a frame before its time on. */
export const frameAt = (ms: number, fps: number): number => Math.round((ms * fps) / 1_000);

const offsetOf = (segment: VideoSegment, fps: number): number => frameAt(segment.in / (segment.speed ?? 1), fps);

function framesOf({ s, d }: { s: number; d: number }, fps: number): { start: number; frames: number } {
  const start = frameAt(s, fps);
  return { start, frames: frameAt(s + d, fps) - start };
}

/** What of a cue lies inside the film, as a list of none or one. */
function within<Cue extends { start: number; frames: number }>(cue: Cue, frames: number): Cue[] {
  const end = Math.min(cue.start + cue.frames, frames);
  return end > cue.start ? [{ ...cue, frames: end - cue.start }] : [];
}

/** Shots stand end to end by their own lengths, each overlapping the one before by its transition; `s` is not trusted with rounding. */
function layShots(draft: EngineDraft, segments: { segment: VideoSegment; clip: ClipSource }[], fps: number): Shot[] {
  const shots: Shot[] = [];
  let endMs = 0;
  for (const { segment, clip } of segments) {
    const before = shots.at(-1);
    const transition = before && draft.transitions?.find((entry) => entry.after === before.segment.id && entry.ms > 0);
    const startMs = endMs - (transition ? Math.min(transition.ms, before.segment.d, segment.d) : 0);
    const { start, frames } = framesOf({ s: startMs, d: segment.d }, fps);
    endMs = startMs + segment.d;
    if (frames <= 0) continue;
    const overlap = before ? Math.min(before.start + before.frames - start, frames - 1, before.frames - 1) : 0;
    const isJoined = transition !== undefined && overlap > 0;
    // Without a transition the shots meet exactly, whatever rounding did.
    const from = before && !isJoined ? before.start + before.frames : start;
    shots.push({
      segment,
      clip,
      offset: offsetOf(segment, fps),
      start: from,
      frames: start + frames - from,
      ...(isJoined && { join: { type: transition.type, frames: overlap } }),
    });
  }
  return shots.filter((shot) => shot.frames > 0);
}

function readSound(segment: AudioSegment, clips: ReadonlyMap<string, ClipSource>): SoundCue {
  const clip = segment.src === undefined ? undefined : clips.get(segment.src);
  return { segment, ...(clip && { clip }) };
}
