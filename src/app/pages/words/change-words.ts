import type { Change } from '../../../contract/relay/timeline.ts';
import type { Translate } from '../../strings/translate.ts';
import type { StringKey } from '../../strings/zh-CN.ts';
import { formatRatio, formatSeconds } from './format.ts';

/** Which lane a change belongs to: the card gives each its colour and sign. */
export type ChangeKind = 'clip' | 'duration' | 'ratio' | 'text' | 'music' | 'voice' | 'sound' | 'speed' | 'other';

export type ChangeWords = { kind: ChangeKind; text: string /** What it is now, at the end of the row. */; value?: string };

/** One real difference in the person's words. */
export function describeChange(change: Change, t: Translate): ChangeWords {
  switch (change.kind) {
    case 'duration':
      return {
        kind: 'duration',
        text: t('change.duration'),
        value: t('change.duration_v', { a: formatSeconds(change.fromMs), b: formatSeconds(change.toMs) }),
      };
    case 'clips_added':
      return { kind: 'clip', text: t('change.clip_add', { n: change.count }) };
    case 'clips_removed':
      return { kind: 'clip', text: t('change.clip_remove', { n: change.count }) };
    case 'clips_reordered':
      return { kind: 'clip', text: t('change.clip_order') };
    case 'canvas':
      return { kind: 'ratio', text: t('change.ratio', { r: formatRatio(change.width, change.height) }) };
    case 'speed':
      return { kind: 'speed', text: t('change.speed', { x: change.speed }) };
    case 'other':
      return { kind: 'other', text: describeOther(change.of ?? [], t) };
    case 'music_added':
    case 'music_swapped':
    case 'music_removed':
    case 'music_volume':
    case 'voice_added':
    case 'sound_volume':
      return describeSound(change, t);
    default:
      return describeText(change, t);
  }
}

type SoundChange = Extract<
  Change,
  { kind: 'music_added' | 'music_swapped' | 'music_removed' | 'music_volume' | 'voice_added' | 'sound_volume' }
>;
type TextChange = Extract<
  Change,
  {
    kind:
      | 'captions_added'
      | 'captions_removed'
      | 'captions_enlarged'
      | 'captions_changed'
      | 'title_added'
      | 'title_changed'
      | 'title_removed';
  }
>;

function describeSound(change: SoundChange, t: Translate): ChangeWords {
  switch (change.kind) {
    case 'music_added':
      return {
        kind: 'music',
        text: t('change.music_add', { name: change.name }),
        value: t('change.music_vol', { p: Math.round(change.volume) }),
      };
    case 'music_swapped':
      return { kind: 'music', text: t('change.music_swap'), value: change.name };
    case 'music_removed':
      return { kind: 'music', text: t('change.music_remove') };
    case 'music_volume':
      return { kind: 'music', text: t('change.music_volume', { p: Math.round(change.volume) }) };
    case 'voice_added':
      return { kind: 'voice', text: t('change.voice_add') };
    case 'sound_volume':
      return { kind: 'sound', text: t('change.sound_volume', { p: Math.round(change.volume) }) };
  }
}

function describeText(change: TextChange, t: Translate): ChangeWords {
  switch (change.kind) {
    case 'captions_added':
      return { kind: 'text', text: t('change.subs_add'), value: t('unit.lines', { n: change.count }) };
    case 'captions_removed':
      return { kind: 'text', text: t('change.subs_remove'), value: t('unit.lines', { n: change.count }) };
    case 'captions_enlarged':
      return { kind: 'text', text: t('change.subs_size', { n: change.count }) };
    case 'captions_changed':
      return { kind: 'text', text: t('change.subs_change', { n: change.count }) };
    case 'title_added':
      return { kind: 'text', text: t(change.atMs === undefined ? 'change.title_add' : 'change.title_later', { t: change.text }) };
    case 'title_changed':
      return { kind: 'text', text: t('change.title_change', { t: change.text }) };
    case 'title_removed':
      return { kind: 'text', text: t('change.title_remove', { t: change.text }) };
  }
}

/** Effects by the word the person knows; several of them are one thing to a person. */
const effectWords: Record<string, StringKey> = {
  transition: 'change.of_transition',
  look: 'change.of_look',
  brightness: 'change.of_colour',
  contrast: 'change.of_colour',
  saturation: 'change.of_colour',
  warmth: 'change.of_colour',
  reverse: 'change.of_reverse',
  freeze: 'change.of_freeze',
  rotate: 'change.of_rotate',
  mirror: 'change.of_mirror',
  crop: 'change.of_framing',
  fit: 'change.of_framing',
  fill: 'change.of_framing',
  focus: 'change.of_framing',
  zoom: 'change.of_zoom',
  move: 'change.of_move',
  'fade-in': 'change.of_fade',
  'fade-out': 'change.of_fade',
  denoise: 'change.of_denoise',
  pip: 'change.of_pip',
};

function describeOther(of: string[], t: Translate): string {
  const words = [...new Set(of.flatMap((name) => effectWords[name] ?? []))];
  return words.length === 0 ? t('change.other') : words.map((key) => t(key)).join(t('preview.unseen_and'));
}

/** Head of the card: how many changes, or the only one by its words. */
export function describeChanges(changes: Change[], t: Translate): string {
  const [only] = changes;
  if (!only || changes.length !== 1) return t('change.title', { n: changes.length });
  const { text, value } = describeChange(only, t);
  return t('change.title_one', { what: value === undefined ? text : `${text} ${value}` });
}
