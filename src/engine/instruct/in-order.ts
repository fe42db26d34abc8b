import type { Edit, EditType } from '../edits/edit.ts';

/**
 * Stages in which edits make sense together: first what the film is made of, then its time in the order said, then its length as a
 * whole, then its picture; words after the cuts they are timed by, and sound last, when the length is known.
 */
const stages: EditType[][] = [
  ['restore_version', 'remove_added'],
  ['restore_clips', 'slideshow', 'delete_segments', 'arrange', 'add_logo', 'remove_logo'],
  ['trim_shaky', 'keep_ranges', 'delete_ranges', 'trim_segment', 'split', 'set_speed', 'freeze', 'reverse', 'loop'],
  ['remove_silence'],
  ['fit_length'],
  ['set_canvas', 'set_picture', 'set_transitions', 'set_fade'],
  ['remove_text', 'correct_text', 'add_captions', 'add_title', 'shift_text', 'time_text', 'style_text', 'highlight_words'],
  ['remove_sound', 'set_volume', 'add_music', 'set_music', 'add_voice', 'set_denoise', 'set_loudness'],
];
const stageOf = new Map(stages.flatMap((types, stage) => types.map((type) => [type, stage] as const)));

/** Stages of time; said one after another (`… and then …`) they are done in that order. */
const FIRST_OF_TIME = 2;
const LAST_OF_TIME = 4;
const SEQUENCE = /先.*再|之后再|完了?再|然后再|\bthen\b|after that/is;

/** Edits of one message in the order that makes sense; within a stage as they were said. The same said twice is one. */
export const inOrder = (edits: Edit[], said = ''): Edit[] =>
  keepingLength(
    [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()].sort((a, b) => stageIn(a, said) - stageIn(b, said)),
  );

function stageIn({ type }: Edit, said: string): number {
  const stage = stageOf.get(type) ?? 0;
  return SEQUENCE.test(said) && stage > FIRST_OF_TIME && stage <= LAST_OF_TIME ? FIRST_OF_TIME : stage;
}

/**
 * Transitions overlap the pictures, and a length that was named is the length of the result: it is cut to behind the transitions. A slideshow
 * is laid out again behind them.
 */
function keepingLength(edits: Edit[]): Edit[] {
  const transitions = edits.filter(({ type }) => type === 'set_transitions');
  if (transitions.length === 0) return edits;
  const rest = edits.filter(({ type }) => type !== 'set_transitions');
  const at = rest.findIndex(namesLength);
  if (at !== -1) return rest.toSpliced(at, 0, ...transitions);
  const slideshow = edits.find((edit) => edit.type === 'slideshow' && edit.totalMs !== undefined);
  return slideshow ? edits.toSpliced(edits.findLastIndex(({ type }) => type === 'set_transitions') + 1, 0, slideshow) : edits;
}

/** An edit whose times are the length of the whole, not moments of the film as it was. */
const namesLength = (edit: Edit): boolean =>
  edit.type === 'fit_length' || (edit.type === 'keep_ranges' && edit.ranges.length === 1 && edit.ranges[0]?.fromMs === 0);
