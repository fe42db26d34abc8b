import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { filmOf, mapSounds, musicOf, voicesOf, withFilm } from './tracks.ts';

/** Loudest a track may be set, percent. Source: the engine's draft. */
const LOUDEST = 400;

/** Makes the recorded sound, the music, a voice-over or some segments louder, quieter or silent. */
export function setVolume(draft: EngineDraft, { of, percent, times = 1 }: EditOf<'set_volume'>): EngineDraft {
  if (filmOf(draft).length === 0) throw new EditRefused('nothing_there');
  if (of === 'music' && musicOf(draft).length === 0) throw new EditRefused('no_music');
  if (of === 'voice' && voicesOf(draft).length === 0) throw new EditRefused('nothing_there');
  const next = (now: number) => Math.round(Math.max(0, Math.min(LOUDEST, percent ?? now * times)));
  const isMeant = (id: string, kind: string) => (Array.isArray(of) ? of.includes(id) : of === 'all' || of === kind);
  const film = filmOf(draft).map((segment) => {
    if (!isMeant(segment.id, 'original')) return segment;
    const { vol = 100, ...rest } = segment;
    const now = next(vol);
    return now === 100 ? rest : { ...rest, vol: now };
  });
  return mapSounds(withFilm(draft, film), (sound) => [
    isMeant(sound.id, sound.role === 'bgm' ? 'music' : 'voice') ? { ...sound, vol: next(sound.vol) } : sound,
  ]);
}
