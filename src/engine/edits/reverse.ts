import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { layOut, pickSegments, piecesOf } from './film.ts';

/** Plays segments backwards; the whole film backwards is also the order backwards. A second time undoes it. */
export function reverse(draft: EngineDraft, { ids }: EditOf<'reverse'>): EngineDraft {
  const chosen = pickSegments(draft, ids);
  const pieces = piecesOf(draft).map((piece) => {
    if (!chosen.has(piece.segment.id)) return piece;
    const { reverse: was, ...segment } = piece.segment;
    return { ...piece, segment: was ? segment : { ...segment, reverse: true } };
  });
  return layOut(draft, ids === undefined ? pieces.toReversed() : pieces);
}
