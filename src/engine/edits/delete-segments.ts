import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { layOut, pickSegments, piecesOf } from './film.ts';

/** Takes segments out of the film and closes the gaps. */
export function deleteSegments(draft: EngineDraft, { ids }: EditOf<'delete_segments'>): EngineDraft {
  const gone = pickSegments(draft, ids);
  return layOut(
    draft,
    piecesOf(draft).filter((piece) => !gone.has(piece.segment.id)),
  );
}
