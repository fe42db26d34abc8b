import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { mapTexts, textsOf } from './tracks.ts';
import { pickWords } from './words.ts';

/** Gives some words inside the text another colour. Words that stand nowhere are refused. */
export function highlightWords(draft: EngineDraft, { text: words, color, words: where }: EditOf<'highlight_words'>): EngineDraft {
  const meant = pickWords(draft, where);
  const chosen = new Set(
    textsOf(draft)
      .filter((text) => meant.has(text.id) && text.tx.includes(words))
      .map((text) => text.id),
  );
  if (chosen.size === 0) throw new EditRefused('text_not_found', { text: words });
  return mapTexts(draft, (text) => {
    if (!chosen.has(text.id)) return [text];
    const others = (text.highlight ?? []).filter((mark) => mark.text !== words);
    return [{ ...text, highlight: [...others, { text: words, color }] }];
  });
}
