import type { EngineDraft } from '../draft.ts';
import { clipOf, type EditContext } from './context.ts';
import { filmOf, mapSounds, voicesOf } from './tracks.ts';

/** Under a voice, beside other sound, and where nothing else is heard; percent. */
const UNDER_VOICE = 20;
const BESIDE_SOUND = 35;
const ALONE = 100;

/** Level of music when nobody says one. */
export const usualLevel = (draft: EngineDraft, context: EditContext): number =>
  hasVoice(draft, context) ? UNDER_VOICE : hasSound(draft, context) ? BESIDE_SOUND : ALONE;

/** Music whose level nobody chose follows what else is heard now. */
export const levelMusic = (draft: EngineDraft, context: EditContext): EngineDraft =>
  mapSounds(draft, (sound) => [sound.role === 'bgm' && sound.usual ? { ...sound, vol: usualLevel(draft, context) } : sound]);

/** Whether the film has a sound of its own that is on. */
const hasSound = (draft: EngineDraft, context: EditContext): boolean =>
  filmOf(draft).some((segment) => segment.vol !== 0 && clipOf(context, segment.src)?.hasAudio === true);

/** Whether someone may be heard: a voice-over, or a film with its own sound that is on and was not found silent. */
function hasVoice(draft: EngineDraft, context: EditContext): boolean {
  if (voicesOf(draft).length > 0) return true;
  return filmOf(draft).some((segment) => {
    const clip = clipOf(context, segment.src);
    return clip?.hasAudio === true && segment.vol !== 0 && (clip.speech === undefined || clip.speech.length > 0);
  });
}
