import * as z from '../../contract/schema.ts';
import { Look, Mood, TransitionType } from '../draft.ts';

/*
 * Every structured edit. Times are ms on the timeline as it is when the edit's turn comes; ids are segment ids, clips are clip ids.
 * The rules, a language model and the tests all speak this; nothing else changes a draft.
 */

const Ms = z.number().int().min(0);
const Share = z.number().min(0).max(1);
const Colour = z.string().regex(/^#[0-9a-f]{6}$/);
const Range = z.object({ fromMs: Ms, toMs: Ms });
const Ids = z.array(z.string()).min(1);
const Step = z.number().min(-100).max(100);

/** Which words: all captions, all titles, both, or these. */
const Words = z.union([z.enum(['captions', 'titles', 'all']), Ids]);
export type Words = z.infer<typeof Words>;

export const TextLook = z.object({
  size: Share.optional(),
  color: Colour.optional(),
  outline: z.union([Colour, z.literal('none')]).optional(),
  box: z.union([Colour, z.literal('none')]).optional(),
  bold: z.boolean().optional(),
  x: Share.optional(),
  y: Share.optional(),
  anim: z.enum(['none', 'fade-in', 'fade', 'pop', 'typewriter']).optional(),
});
export type TextLook = z.infer<typeof TextLook>;

export const PictureChange = z.object({
  /** Clockwise, on top of what it is. */
  rotateBy: z.union([z.literal(90), z.literal(180), z.literal(270)]).optional(),
  mirror: z.enum(['horizontal', 'vertical', 'none']).optional(),
  fit: z.enum(['cover', 'subject-crop', 'blur-pad', 'color-pad']).optional(),
  fill: Colour.optional(),
  zoom: z.number().min(1).max(4).optional(),
  brightnessBy: Step.optional(),
  contrastBy: Step.optional(),
  saturationBy: Step.optional(),
  warmthBy: Step.optional(),
  look: z.union([Look, z.literal('none')]).optional(),
  kenBurns: z.object({ from: z.number().min(1).max(4), to: z.number().min(1).max(4) }).optional(),
});
export type PictureChange = z.infer<typeof PictureChange>;

export const Cue = z.object({ startMs: Ms, endMs: Ms, text: z.string().min(1) });
export type Cue = z.infer<typeof Cue>;

const edit = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) => z.object({ type: z.literal(type), ...shape });

export const Edit = z.discriminatedUnion('type', [
  /** The film becomes these ranges, in this order. */
  edit('keep_ranges', { ranges: z.array(Range).min(1) }),
  edit('delete_ranges', { ranges: z.array(Range).min(1) }),
  /** Keeps this part of one segment; offsets from its start on the timeline. */
  edit('trim_segment', { id: z.string(), fromMs: Ms, toMs: Ms }),
  edit('delete_segments', { ids: Ids }),
  /** The film is these segments in this order; ones not named are left out. */
  edit('arrange', { ids: Ids }),
  edit('split', { atMs: Ms }),
  /** Puts whole clips back, in the order of upload, or before all others. */
  edit('restore_clips', { clips: Ids, at: z.literal('start').optional() }),
  edit('set_speed', { speed: z.number().min(0.1).max(16), ids: Ids.optional(), range: Range.optional() }),
  /** Cuts the film to about a length, by speech where it is known. */
  edit('fit_length', { toMs: Ms, open: z.enum(['start', 'strongest']).optional() }),
  /** Pauses unless `pauses` is false, those of `overMs` and longer or only `which` where that is said, and filler words where asked. */
  edit('remove_silence', {
    fillers: z.boolean().optional(),
    pauses: z.boolean().optional(),
    overMs: Ms.optional(),
    which: z.union([z.enum(['ends', 'last', 'longest']), z.number().int().min(1)]).optional(),
    /** The first so many of them. */
    first: z.number().int().min(1).optional(),
    range: Range.optional(),
    /** So much of each pause stays; shorter ones are left alone. */
    leaveMs: Ms.optional(),
  }),
  edit('trim_shaky', { where: z.enum(['start', 'end', 'both']) }),
  edit('freeze', { atMs: z.union([Ms, z.literal('end')]), forMs: Ms.min(100) }),
  edit('reverse', { ids: Ids.optional(), range: Range.optional() }),
  edit('loop', { times: z.number().int().min(2).max(20), ids: Ids.optional() }),
  edit('slideshow', { clips: Ids.optional(), totalMs: Ms.optional(), eachMs: Ms.optional() }),

  edit('set_canvas', {
    width: z.number().int(),
    height: z.number().int(),
    fit: z.enum(['cover', 'subject-crop', 'blur-pad', 'color-pad']).optional(),
  }),
  /** In a stretch, the segments are cut at its ends. */
  edit('set_picture', { ids: Ids.optional(), range: Range.optional(), change: PictureChange }),
  edit('set_fade', { inMs: Ms.optional(), outMs: Ms.optional() }),
  edit('set_transitions', { kind: z.union([TransitionType, z.literal('none')]), ms: Ms, after: Ids.optional() }),
  edit('add_logo', {
    clip: z.string(),
    corner: z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']),
    width: Share.optional(),
  }),

  edit('add_title', {
    text: z.string().min(1).max(200),
    at: z.union([z.enum(['start', 'end', 'whole']), Ms]),
    forMs: Ms.optional(),
    look: TextLook.optional(),
  }),
  /** Captions: from the words heard, from lines to be timed to the speech, already timed, or those there in other languages. */
  edit('add_captions', {
    from: z.enum(['words', 'lines', 'cues', 'captions']),
    lines: z.array(z.string().min(1)).optional(),
    cues: z.array(Cue).optional(),
    /** Beside the captions there are, instead of in their place. */
    append: z.boolean().optional(),
    /** Languages of the lines, top first; two make two lines a cue. */
    languages: z.array(z.enum(['zh', 'en'])).optional(),
    look: TextLook.optional(),
  }),
  edit('style_text', {
    words: Words,
    look: TextLook,
    sizeTimes: z.number().min(0.3).max(3).optional(),
    yBy: z.number().min(-1).max(1).optional(),
    xBy: z.number().min(-1).max(1).optional(),
  }),
  edit('highlight_words', { text: z.string().min(1), color: Colour, words: Words }),
  /** Replaces `from` by `to` in these cues; without `from` the whole text. */
  edit('correct_text', { words: Words, from: z.string().optional(), to: z.string().min(1) }),
  edit('shift_text', { words: Words, byMs: z.number().int() }),
  edit('time_text', { words: Words, at: z.union([z.enum(['start', 'end', 'whole']), Ms]).optional(), forMs: Ms.optional() }),
  edit('remove_text', { words: Words }),

  edit('set_volume', {
    of: z.union([z.enum(['original', 'music', 'voice', 'all']), Ids]),
    percent: z.number().min(0).max(400).optional(),
    times: z.number().min(0).max(4).optional(),
    /** Of the recorded sound only, in this stretch; the segments are cut at its ends. */
    range: Range.optional(),
  }),
  edit('add_music', {
    mood: Mood.optional(),
    clip: z.string().optional(),
    percent: z.number().min(0).max(400).optional(),
    another: z.boolean().optional(),
  }),
  edit('set_music', {
    duck: z.boolean().optional(),
    fadeInMs: Ms.optional(),
    fadeOutMs: Ms.optional(),
    fromMs: Ms.optional(),
    toMs: Ms.optional(),
  }),
  edit('remove_sound', { of: z.union([z.enum(['music', 'voice']), Ids]) }),
  /** `voice` is what the person asked for (a woman's, a man's), where the maker of voices can choose. */
  edit('add_voice', { text: z.string().min(1), atMs: Ms.optional(), voice: z.enum(['female', 'male']).optional() }),
  edit('set_denoise', { on: z.boolean(), ids: Ids.optional() }),
  edit('set_loudness', { on: z.boolean() }),

  edit('remove_logo', {}),
  /** One draft back or forward in the history, or the draft as the `n`th version. */
  edit('restore_version', { to: z.union([z.enum(['previous', 'next', 'first']), z.number().int().min(1)]) }),
  /** Takes away what the last turns added: words, sound, logos. */
  edit('remove_added', {}),
]);
export type Edit = z.infer<typeof Edit>;
export type EditType = Edit['type'];
export type EditOf<Type extends EditType> = Extract<Edit, { type: Type }>;
