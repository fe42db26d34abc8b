import type { EngineDraft } from '../draft.ts';
import type { EditContext } from './context.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { addSounds, idMaker } from './tracks.ts';

/** A text read aloud over the film. The speech must have been made; one longer than the film is cut at its end. */
export function addVoice(draft: EngineDraft, { text, atMs = 0 }: EditOf<'add_voice'>, { spoken }: EditContext): EngineDraft {
  if (draft.d === 0) throw new EditRefused('nothing_there');
  const speech = spoken?.[text];
  if (!speech) throw new EditRefused('no_voice_maker');
  if (atMs >= draft.d) throw new EditRefused('out_of_range', { at: atMs, length: draft.d });
  const d = Math.max(1, Math.min(speech.durationMs, draft.d - atMs));
  return addSounds(draft, [
    { id: idMaker(draft)('a'), n: text.slice(0, 20), role: 'voice', src: speech.clip, text, s: atMs, d, in: 0, out: d, vol: 100 },
  ]);
}
