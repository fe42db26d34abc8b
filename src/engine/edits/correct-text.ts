import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { mapTexts } from './tracks.ts';
import { pickWords } from './words.ts';

/** Corrects what words say; time and look stay. */
export function correctText(draft: EngineDraft, { words, from, to }: EditOf<'correct_text'>): EngineDraft {
  const chosen = pickWords(draft, words);
  let count = 0;
  const next = mapTexts(draft, (text) => {
    if (!chosen.has(text.id) || (from !== undefined && !text.tx.includes(from))) return [text];
    const tx = from === undefined ? to : text.tx.replaceAll(from, to);
    if (tx === text.tx) return [text];
    count += 1;
    return [{ ...text, tx }];
  });
  if (count === 0) throw new EditRefused(from === undefined ? 'already_so' : 'text_not_found', { text: from ?? to });
  return next;
}
