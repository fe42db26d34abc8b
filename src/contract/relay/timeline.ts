import * as z from '../schema.ts';

export const TrackKind = z.enum(['video', 'audio', 'text', 'other']);
export type TrackKind = z.infer<typeof TrackKind>;

/** A piece of a track, for people: times in ms on the timeline, `source` in ms of the clip. */
export const Segment = z.object({
  id: z.string(),
  name: z.string(),
  startMs: z.number(),
  durationMs: z.number(),
  /** Where its picture or sound comes from; absent for text and for generated sound. `clip` is the draft's name for it. */
  source: z.object({ clip: z.string(), inMs: z.number(), outMs: z.number() }).optional(),
  speed: z.number(),
  /** Percent; 100 is as recorded. */
  volume: z.number(),
  text: z.string().optional(),
  role: z.string().optional(),
  /** Text: look, for the preview. Sizes are shares of the canvas height, places shares of the canvas. */
  style: z
    .object({
      size: z.number().optional(),
      x: z.number().optional(),
      y: z.number().optional(),
      color: z.string().optional(),
      outline: z.string().optional(),
      box: z.string().optional(),
      bold: z.boolean().optional(),
    })
    .optional(),
  /** Effects a preview cannot show, as `name` or `name:value` where the value matters: `reverse`, `look:warm`, `transition:wipe/500`. */
  effects: z.array(z.string()),
});
export type Segment = z.infer<typeof Segment>;

export const Track = z.object({ kind: TrackKind, segments: z.array(Segment) });
export type Track = z.infer<typeof Track>;

/** A draft read for people. Derived, never stored. */
export const Timeline = z.object({
  durationMs: z.number(),
  canvas: z.object({ width: z.number(), height: z.number() }),
  tracks: z.array(Track),
});
export type Timeline = z.infer<typeof Timeline>;

/** One real difference between two drafts. */
export const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('duration'), fromMs: z.number(), toMs: z.number() }),
  z.object({ kind: z.literal('clips_added'), count: z.number() }),
  z.object({ kind: z.literal('clips_removed'), count: z.number() }),
  z.object({ kind: z.literal('clips_reordered') }),
  z.object({ kind: z.literal('canvas'), width: z.number(), height: z.number() }),
  z.object({ kind: z.literal('captions_added'), count: z.number() }),
  z.object({ kind: z.literal('captions_removed'), count: z.number() }),
  z.object({ kind: z.literal('captions_enlarged'), count: z.number() }),
  z.object({ kind: z.literal('captions_changed'), count: z.number() }),
  z.object({
    kind: z.literal('title_added'),
    text: z.string(),
    /** When it comes, unless it opens the film. */ atMs: z.number().optional(),
  }),
  z.object({ kind: z.literal('title_changed'), text: z.string() }),
  z.object({ kind: z.literal('title_removed'), text: z.string() }),
  z.object({ kind: z.literal('music_added'), name: z.string(), volume: z.number() }),
  z.object({ kind: z.literal('music_swapped'), name: z.string() }),
  z.object({ kind: z.literal('music_removed') }),
  z.object({ kind: z.literal('music_volume'), volume: z.number() }),
  z.object({ kind: z.literal('voice_added') }),
  z.object({ kind: z.literal('sound_volume'), volume: z.number() }),
  z.object({ kind: z.literal('speed'), speed: z.number() }),
  /** A difference without a kind of its own; `of` names the effects that came, went or changed (`transition`, `look` …), where it is one. */
  z.object({ kind: z.literal('other'), of: z.array(z.string()).optional() }),
]);
export type Change = z.infer<typeof Change>;
