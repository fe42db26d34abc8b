import type { StepKey } from '../../contract/relay/turn.ts';
import type { EditType } from '../edits/edit.ts';

type Tool = { name: string; step: StepKey };

/** The name under which each edit appears in the event stream, and the step a reader may show for it. */
export const editTools: Record<EditType, Tool> = {
  keep_ranges: { name: 'trim_clip', step: 'trim' },
  delete_ranges: { name: 'trim_clip', step: 'trim' },
  trim_segment: { name: 'trim_clip', step: 'trim' },
  fit_length: { name: 'trim_clip', step: 'trim' },
  trim_shaky: { name: 'trim_shaky', step: 'trim' },
  remove_silence: { name: 'trim_silence', step: 'trim' },
  delete_segments: { name: 'cut_clips', step: 'trim' },
  arrange: { name: 'reorder_clips', step: 'trim' },
  split: { name: 'split_clip', step: 'trim' },
  restore_clips: { name: 'restore_clips', step: 'trim' },
  set_speed: { name: 'set_speed', step: 'trim' },
  freeze: { name: 'freeze_frame', step: 'trim' },
  reverse: { name: 'reverse_clip', step: 'trim' },
  loop: { name: 'loop_clip', step: 'trim' },
  slideshow: { name: 'make_slideshow', step: 'trim' },
  set_canvas: { name: 'set_canvas', step: 'frame' },
  set_picture: { name: 'set_picture', step: 'frame' },
  set_fade: { name: 'set_fade', step: 'frame' },
  set_transitions: { name: 'set_transitions', step: 'frame' },
  add_logo: { name: 'add_logo', step: 'frame' },
  remove_logo: { name: 'remove_logo', step: 'frame' },
  add_title: { name: 'add_text', step: 'title' },
  add_captions: { name: 'make_captions', step: 'subs' },
  style_text: { name: 'style_captions', step: 'subs' },
  highlight_words: { name: 'style_captions', step: 'subs' },
  correct_text: { name: 'correct_captions', step: 'subs' },
  shift_text: { name: 'time_captions', step: 'subs' },
  time_text: { name: 'time_captions', step: 'subs' },
  remove_text: { name: 'remove_captions', step: 'subs' },
  set_volume: { name: 'set_volume', step: 'music' },
  add_music: { name: 'add_music', step: 'music' },
  set_music: { name: 'set_music', step: 'music' },
  remove_sound: { name: 'remove_music', step: 'music' },
  add_voice: { name: 'add_voice', step: 'voice' },
  set_denoise: { name: 'clean_voice', step: 'voice' },
  set_loudness: { name: 'set_loudness', step: 'music' },
  restore_version: { name: 'restore_version', step: 'check' },
  remove_added: { name: 'remove_added', step: 'check' },
};

/** Tools that change nothing: what is looked at or listened to first. */
export const lookTools = {
  read: { name: 'read_timeline', step: 'read' },
  speech: { name: 'detect_speech', step: 'read' },
  words: { name: 'transcribe_speech', step: 'subs' },
  shaky: { name: 'detect_shake', step: 'read' },
  tags: { name: 'look_at_clips', step: 'read' },
  speak: { name: 'make_voice', step: 'voice' },
} as const satisfies Record<string, Tool>;
