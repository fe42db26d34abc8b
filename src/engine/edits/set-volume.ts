import type { EngineDraft } from '../draft.ts';
import type { EditContext } from './context.ts';
import type { EditOf } from './edit.ts';
import { levelMusic } from './music-level.ts';
import { EditRefused } from './refused.ts';
import { cutAt } from './split.ts';
import { filmOf, mapSounds, musicOf, voicesOf, withFilm } from './tracks.ts';

/** Loudest a track may be set, percent. Source: the engine's draft. */
const LOUDEST = 400;

/** Makes the recorded sound, the music, a voice-over or some segments louder, quieter or silent. */
export function setVolume(whole: EngineDraft, edit: EditOf<'set_volume'>, context: EditContext): EngineDraft {
  const { of, percent, times = 1, range } = edit;
  const draft = range ? cutAt(cutAt(whole, range.fromMs), Math.min(range.toMs, whole.d)) : whole;
  if (range && (range.fromMs >= draft.d || range.toMs <= range.fromMs))
    throw new EditRefused('out_of_range', { at: range.fromMs, length: draft.d });
  if (filmOf(draft).length === 0) throw new EditRefused('nothing_there');
  if (of === 'music' && musicOf(draft).length === 0) throw new EditRefused('no_music');
  if (of === 'voice' && voicesOf(draft).length === 0) throw new EditRefused('nothing_there');
  const next = (now: number) => Math.round(Math.max(0, Math.min(LOUDEST, percent ?? now * times)));
  const isMeant = (id: string, kind: string) => (Array.isArray(of) ? of.includes(id) : of === 'all' || of === kind);
  const film = filmOf(draft).map((segment) => {
    const isOutside = range !== undefined && (segment.s < range.fromMs || segment.s >= range.toMs);
    if (isOutside || !isMeant(segment.id, 'original')) return segment;
    const { vol = 100, ...rest } = segment;
    const now = next(vol);
    return now === 100 ? rest : { ...rest, vol: now };
  });
  const louder = mapSounds(withFilm(draft, film), (sound) => {
    if (!isMeant(sound.id, sound.role === 'bgm' ? 'music' : 'voice')) return [sound];
    const { usual: _usual, ...chosen } = sound;
    return [{ ...chosen, vol: next(sound.vol) }];
  });
  return levelMusic(louder, context);
}
