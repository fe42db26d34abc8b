import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { resizeSound } from './follow.ts';
import { EditRefused } from './refused.ts';
import { mapSounds, musicOf } from './tracks.ts';

/** Ducking, fades and the stretch of the film the music plays under. */
export function setMusic(draft: EngineDraft, { duck, fadeInMs, fadeOutMs, fromMs, toMs }: EditOf<'set_music'>): EngineDraft {
  if (musicOf(draft).length === 0) throw new EditRefused('no_music');
  const s = fromMs ?? 0;
  const end = Math.min(toMs ?? draft.d, draft.d);
  if (end <= s) throw new EditRefused('out_of_range', { at: s, length: draft.d });
  return mapSounds(draft, (sound) => {
    if (sound.role !== 'bgm') return [sound];
    const placed = fromMs === undefined && toMs === undefined ? sound : resizeSound({ ...sound, s }, end - s);
    return [
      {
        ...placed,
        ...(duck !== undefined && { duck }),
        ...(fadeInMs !== undefined && { fadeIn: Math.min(fadeInMs, placed.d) }),
        ...(fadeOutMs !== undefined && { fadeOut: Math.min(fadeOutMs, placed.d) }),
      },
    ];
  });
}
