import type { AudioSegment, EngineDraft, Mood } from '../draft.ts';
import { clipOf, type EditContext } from './context.ts';
import type { EditOf } from './edit.ts';
import { usualLevel } from './music-level.ts';
import { EditRefused } from './refused.ts';
import { addSounds, idMaker, mapSounds, musicOf } from './tracks.ts';

const FADE_OUT_MS = 1_500;

const names: Record<NonNullable<EditContext['language']>, Record<Mood, string>> = {
  en: { upbeat: 'Upbeat', warm: 'Warm', calm: 'Calm', lofi: 'Lo-fi', cinematic: 'Cinematic', happy: 'Happy' },
  'zh-CN': { upbeat: '轻快', warm: '温馨', calm: '舒缓', lofi: 'Lo-fi', cinematic: '大气', happy: '欢快' },
};
const moods = Object.keys(names.en) as Mood[];

/** Music under the whole film, in place of the music there is: a clip of the person's, or a bed of a mood. */
export function addMusic(draft: EngineDraft, edit: EditOf<'add_music'>, context: EditContext): EngineDraft {
  if (draft.d === 0) throw new EditRefused('nothing_there');
  const now = musicOf(draft)[0];
  const bare = mapSounds(draft, (sound) => (sound.role === 'bgm' ? [] : [sound]));
  const isUsual = edit.percent === undefined && (now === undefined || now.usual === true);
  const shared = {
    id: idMaker(draft)('a'),
    role: 'bgm' as const,
    s: 0,
    vol: edit.percent ?? now?.vol ?? usualLevel(draft, context),
    ...(isUsual && { usual: true }),
    duck: now?.duck ?? true,
    fadeOut: Math.min(FADE_OUT_MS, draft.d),
  };
  const clip = edit.clip === undefined ? undefined : clipOf(context, edit.clip);
  if (edit.clip !== undefined && !clip) throw new EditRefused('clip_missing', { name: edit.clip });
  if (clip) return addSounds(bare, [{ ...shared, n: clip.name, src: clip.id, ...lengthOf(clip.durationMs, draft.d) }]);
  return addSounds(bare, [{ ...shared, ...bedOf(edit, now, context.language), in: 0, out: draft.d, d: draft.d }]);
}

/** The bed of a mood; another one than now when another is asked for. */
function bedOf(
  { mood, another }: EditOf<'add_music'>,
  now: AudioSegment | undefined,
  language: NonNullable<EditContext['language']> = 'en',
): Pick<AudioSegment, 'n' | 'bed' | 'seed'> {
  const bed = mood ?? (another && now?.bed ? moods[(moods.indexOf(now.bed) + 1) % moods.length] : undefined) ?? 'upbeat';
  const seed = another && now?.bed === bed ? (now.seed ?? 0) + 1 : 0;
  return { n: names[language][bed], bed, ...(seed > 0 && { seed }) };
}

function lengthOf(clipMs: number, filmMs: number): Pick<AudioSegment, 'in' | 'out' | 'd' | 'loop'> {
  const repeats = clipMs < filmMs;
  return { in: 0, out: Math.max(1, Math.min(clipMs, filmMs)), d: filmMs, ...(repeats && { loop: true }) };
}
