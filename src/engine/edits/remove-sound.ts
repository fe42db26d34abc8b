import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { mapSounds, soundsOf } from './tracks.ts';

export function removeSound(draft: EngineDraft, { of }: EditOf<'remove_sound'>): EngineDraft {
  const gone = soundsOf(draft).filter((sound) =>
    Array.isArray(of) ? of.includes(sound.id) : sound.role === (of === 'music' ? 'bgm' : 'voice'),
  );
  if (gone.length === 0) throw new EditRefused(of === 'music' ? 'no_music' : 'nothing_there');
  return mapSounds(draft, (sound) => (gone.includes(sound) ? [] : [sound]));
}
