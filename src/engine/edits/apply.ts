import type { EngineDraft } from '../draft.ts';
import { addCaptions } from './add-captions.ts';
import { addLogo, removeLogo } from './add-logo.ts';
import { addMusic } from './add-music.ts';
import { addTitle } from './add-title.ts';
import { addVoice } from './add-voice.ts';
import { arrange } from './arrange.ts';
import type { EditContext } from './context.ts';
import { correctText } from './correct-text.ts';
import { deleteRanges } from './delete-ranges.ts';
import { deleteSegments } from './delete-segments.ts';
import type { Edit, EditOf, EditType } from './edit.ts';
import { fitLength } from './fit-length.ts';
import { freeze } from './freeze.ts';
import { highlightWords } from './highlight-words.ts';
import { keepRanges } from './keep-ranges.ts';
import { loop } from './loop.ts';
import { removeAdded } from './remove-added.ts';
import { removeSilence } from './remove-silence.ts';
import { removeSound } from './remove-sound.ts';
import { removeText } from './remove-text.ts';
import { restoreClips } from './restore-clips.ts';
import { restoreVersion } from './restore-version.ts';
import { reverse } from './reverse.ts';
import { setCanvas } from './set-canvas.ts';
import { setDenoise } from './set-denoise.ts';
import { setFade } from './set-fade.ts';
import { setLoudness } from './set-loudness.ts';
import { setMusic } from './set-music.ts';
import { setPicture } from './set-picture.ts';
import { setSpeed } from './set-speed.ts';
import { setTransitions } from './set-transitions.ts';
import { setVolume } from './set-volume.ts';
import { slideshow } from './slideshow.ts';
import { split } from './split.ts';
import { styleText } from './style-text.ts';
import { shiftText, timeText } from './time-text.ts';
import { trimSegment } from './trim-segment.ts';
import { trimShaky } from './trim-shaky.ts';

const edits: { [Type in EditType]: (draft: EngineDraft, edit: EditOf<Type>, context: EditContext) => EngineDraft } = {
  keep_ranges: keepRanges,
  delete_ranges: deleteRanges,
  trim_segment: trimSegment,
  delete_segments: deleteSegments,
  arrange,
  split,
  restore_clips: restoreClips,
  set_speed: setSpeed,
  fit_length: fitLength,
  remove_silence: removeSilence,
  trim_shaky: trimShaky,
  freeze,
  reverse,
  loop,
  slideshow,
  set_canvas: setCanvas,
  set_picture: setPicture,
  set_fade: setFade,
  set_transitions: setTransitions,
  add_logo: addLogo,
  remove_logo: removeLogo,
  add_title: addTitle,
  add_captions: addCaptions,
  style_text: styleText,
  highlight_words: highlightWords,
  correct_text: correctText,
  shift_text: shiftText,
  time_text: timeText,
  remove_text: removeText,
  set_volume: setVolume,
  add_music: addMusic,
  set_music: setMusic,
  remove_sound: removeSound,
  add_voice: addVoice,
  set_denoise: setDenoise,
  set_loudness: setLoudness,
  restore_version: restoreVersion,
  remove_added: removeAdded,
};

/** Does one edit. Pure: the draft given stays as it is, fields nobody knows are kept. Throws `EditRefused` when it cannot be done. */
export function applyEdit(draft: EngineDraft, edit: Edit, context: EditContext): EngineDraft {
  const run = edits[edit.type] as (draft: EngineDraft, edit: Edit, context: EditContext) => EngineDraft;
  return run(draft, edit, context);
}
