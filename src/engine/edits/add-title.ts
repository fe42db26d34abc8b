import type { EngineDraft, TextSegment } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { addTexts, idMaker, titlesOf } from './tracks.ts';
import { withLook } from './words.ts';

/** How long a title stands when nobody says. */
export const TITLE_MS = 3_000;

/** Puts words over the film, exactly as given. The same words at the same time are not put there twice. */
export function addTitle(draft: EngineDraft, { text, at, forMs, look }: EditOf<'add_title'>): EngineDraft {
  if (draft.d === 0) throw new EditRefused('nothing_there');
  const { s, d } = stretchOf(draft, at, forMs ?? TITLE_MS);
  if (titlesOf(draft).some((title) => title.tx === text && title.s === s && title.d === d)) throw new EditRefused('already_so');
  const title: TextSegment = { id: idMaker(draft)('t'), role: 'title', s, d, tx: text };
  return addTexts(draft, [withLook(title, look ?? {})]);
}

/** Start and length of words at a place of the film, inside the film. */
export function stretchOf(draft: EngineDraft, at: EditOf<'add_title'>['at'], forMs: number): { s: number; d: number } {
  const d = Math.min(forMs, draft.d);
  if (at === 'whole') return { s: 0, d: draft.d };
  if (at === 'start') return { s: 0, d };
  if (at === 'end') return { s: draft.d - d, d };
  if (at >= draft.d) throw new EditRefused('out_of_range', { at, length: draft.d });
  return { s: at, d: Math.min(forMs, draft.d - at) };
}
