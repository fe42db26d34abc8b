import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { mapTexts } from './tracks.ts';
import { pickWords } from './words.ts';

export function removeText(draft: EngineDraft, { words }: EditOf<'remove_text'>): EngineDraft {
  const gone = pickWords(draft, words);
  return mapTexts(draft, (text) => (gone.has(text.id) ? [] : [text]));
}
