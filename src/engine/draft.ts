import * as z from '../contract/schema.ts';
import { TRACK_TYPE } from '../contract/upstream/draft.ts';

/*
 * The draft as this engine writes it: the wire's published fields (`t`, `tt`, `sg`, `d`, `m`) and the engine's own inside them.
 * Times are integer ms; `s` and `d` are on the timeline, `in` and `out` in the clip. Volumes are percent, places and sizes are shares
 * of the canvas (0–1), colours `#rrggbb`. Absent means the default named beside the field. Every edit is (draft, args) → draft.
 */

const Ms = z.number().int().min(0);
const Share = z.number().min(0).max(1);
const Colour = z.string().regex(/^#[0-9a-f]{6}$/);
const Percent = z.number().min(0).max(400);

export const TransitionType = z.enum(['crossfade', 'wipe', 'slide', 'fade-black', 'fade-white']);
export const Look = z.enum(['bw', 'warm', 'cool', 'film', 'vivid', 'soft']);
export const Mood = z.enum(['upbeat', 'warm', 'calm', 'lofi', 'cinematic', 'happy']);
export type Mood = z.infer<typeof Mood>;

export const VideoSegment = z.looseObject({
  id: z.string(),
  /** The clip's file name, for people. */
  n: z.string(),
  /** The clip's id in the session. */
  src: z.string(),
  s: Ms,
  d: Ms,
  /** Stills have `in` 0 and `out` = `d`. With `speed`, `d` = (out − in) / speed. */
  in: Ms,
  out: Ms,
  /** 1. Pitch is kept. */
  speed: z.number().min(0.1).max(16).optional(),
  /** 100. */
  vol: Percent.optional(),
  reverse: z.boolean().optional(),
  /** The frame at `in`, held for `d`, silent. */
  freeze: z.boolean().optional(),
  /** Clockwise, on top of the file's own rotation. */
  rotate: z.union([z.literal(90), z.literal(180), z.literal(270)]).optional(),
  mirror: z.enum(['horizontal', 'vertical']).optional(),
  /** Of the clip's picture, before it is fitted. */
  crop: z.object({ x: Share, y: Share, w: Share, h: Share }).optional(),
  /** How the picture meets a canvas of another shape: `cover` crops around `focus`, the others show it whole over a fill. `blur-pad`. */
  fit: z.enum(['cover', 'subject-crop', 'blur-pad', 'color-pad']).optional(),
  /** For `color-pad`; black. */
  fill: Colour.optional(),
  /** What `cover` keeps in the middle; the centre. */
  focus: z.object({ x: Share, y: Share }).optional(),
  /** 1. */
  zoom: z.number().min(1).max(4).optional(),
  /** −100…100 each; 0. */
  brightness: z.number().min(-100).max(100).optional(),
  contrast: z.number().min(-100).max(100).optional(),
  saturation: z.number().min(-100).max(100).optional(),
  warmth: z.number().min(-100).max(100).optional(),
  look: Look.optional(),
  fadeIn: Ms.optional(),
  fadeOut: Ms.optional(),
  /** A slow move over a still, from zoom `from` to zoom `to`. */
  kenBurns: z.object({ from: z.number(), to: z.number() }).optional(),
  /** Noise reduction of its sound. */
  denoise: z.boolean().optional(),
  /** Picture in picture; on the second video track only. `width` is a share of the canvas width. */
  pip: z.object({ corner: z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']), width: Share }).optional(),
});
export type VideoSegment = z.infer<typeof VideoSegment>;

export const AudioSegment = z.looseObject({
  id: z.string(),
  n: z.string(),
  role: z.enum(['bgm', 'voice']),
  s: Ms,
  d: Ms,
  /** One of `src` (a clip of the person's), `bed` (made by code) and `speech` (text read aloud, kept as a clip once made). */
  src: z.string().optional(),
  bed: Mood.optional(),
  /** Which of a mood's beds. 0. */
  seed: z.number().int().optional(),
  text: z.string().optional(),
  in: Ms,
  out: Ms,
  vol: Percent,
  /** Music: nobody chose its level, so it follows what else is heard. */
  usual: z.boolean().optional(),
  speed: z.number().min(0.1).max(16).optional(),
  fadeIn: Ms.optional(),
  fadeOut: Ms.optional(),
  /** Quieter while someone speaks. */
  duck: z.boolean().optional(),
  /** Repeats to fill `d`. */
  loop: z.boolean().optional(),
});
export type AudioSegment = z.infer<typeof AudioSegment>;

export const TextSegment = z.looseObject({
  id: z.string(),
  role: z.enum(['title', 'caption']),
  s: Ms,
  d: Ms,
  /** The words exactly as given; `\n` between the lines of two languages. */
  tx: z.string(),
  lang: z.string().optional(),
  /** Height of a line as a share of the canvas height. Captions 0.032, titles 0.055. */
  size: Share.optional(),
  color: Colour.optional(),
  /** Words without a box have a black one unless it is `none`. */
  outline: z.union([Colour, z.literal('none')]).optional(),
  /** Fill behind the words. */
  box: Colour.optional(),
  bold: z.boolean().optional(),
  /** Middle of the block. Captions 0.5/0.80, titles 0.5/0.22. */
  x: Share.optional(),
  y: Share.optional(),
  anim: z.enum(['none', 'fade-in', 'fade', 'pop', 'typewriter']).optional(),
  /** Words in another colour. */
  highlight: z.array(z.object({ text: z.string(), color: Colour })).optional(),
});
export type TextSegment = z.infer<typeof TextSegment>;

export const EngineTrack = z.discriminatedUnion('tt', [
  z.looseObject({ tt: z.literal(TRACK_TYPE.video), sg: z.array(VideoSegment) }),
  z.looseObject({ tt: z.literal(TRACK_TYPE.audio), sg: z.array(AudioSegment) }),
  z.looseObject({ tt: z.literal(TRACK_TYPE.text), sg: z.array(TextSegment) }),
]);

export const EngineDraft = z.looseObject({
  /** End of the last segment of the first video track, ms. */
  d: Ms,
  m: z.looseObject({ title: z.string(), width: z.number().int(), height: z.number().int() }),
  /** The first video track is the film, without gaps; a second one holds pictures in pictures. */
  t: z.array(EngineTrack),
  /** Into the segment that follows `after`; the two overlap by `ms`, so the film is that much shorter. */
  transitions: z.array(z.object({ after: z.string(), type: TransitionType, ms: Ms })).optional(),
  /** Loudness of the whole to −14 LUFS. */
  loudness: z.boolean().optional(),
});
export type EngineDraft = z.infer<typeof EngineDraft>;

/** What the engine knows of a clip it keeps; the session's `video_infos` in the engine's own terms. */
export type ClipFacts = {
  /** `c1`, `c2` … in the order of upload; what `src` names. */
  id: string;
  name: string;
  kind: 'video' | 'image' | 'audio';
  durationMs: number;
  /** After the file's rotation; 0 for audio. */
  width: number;
  height: number;
  fps: number;
  hasAudio: boolean;
  /** Voice activity, ms; absent until it was listened for. */
  speech?: { startMs: number; endMs: number }[];
  /** Shots that look shaky at the start or the end, ms; absent until it was looked for. */
  shaky?: { startMs: number; endMs: number }[];
  /** What it shows, in English words (`sky`, `people` …); absent until it was looked for. */
  tags?: string[];
};
