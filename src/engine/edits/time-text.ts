import type { EngineDraft } from '../draft.ts';
import { stretchOf } from './add-title.ts';
import type { EditOf } from './edit.ts';
import { mapTexts } from './tracks.ts';
import { pickWords } from './words.ts';

/** Moves words in time; what would leave the film stops at its ends. */
export function shiftText(draft: EngineDraft, { words, byMs }: EditOf<'shift_text'>): EngineDraft {
  const chosen = pickWords(draft, words);
  return mapTexts(draft, (text) => {
    if (!chosen.has(text.id)) return [text];
    const start = Math.max(0, text.s + byMs);
    const end = Math.min(draft.d, text.s + text.d + byMs);
    return end - start < 1 ? [] : [{ ...text, s: start, d: end - start }];
  });
}

/** Puts words at another place, or keeps them there for longer or shorter. */
export function timeText(draft: EngineDraft, { words, at, forMs }: EditOf<'time_text'>): EngineDraft {
  const chosen = pickWords(draft, words);
  return mapTexts(draft, (text) => (chosen.has(text.id) ? [{ ...text, ...stretchOf(draft, at ?? text.s, forMs ?? text.d) }] : [text]));
}
