import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { layOut, pickSegments, piecesOf } from './film.ts';

/** The film in a new order; captions go with their picture. */
export function arrange(draft: EngineDraft, { ids }: EditOf<'arrange'>): EngineDraft {
  pickSegments(draft, ids);
  const pieces = piecesOf(draft);
  return layOut(
    draft,
    [...new Set(ids)].flatMap((id) => pieces.filter((piece) => piece.segment.id === id)),
  );
}
