import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { cutPiece, layOut, pickSegments, piecesOf } from './film.ts';
import { EditRefused } from './refused.ts';

/** Keeps a part of one segment and closes the gap; offsets past its end are its end. */
export function trimSegment(draft: EngineDraft, { id, fromMs, toMs }: EditOf<'trim_segment'>): EngineDraft {
  pickSegments(draft, [id]);
  return layOut(
    draft,
    piecesOf(draft).map((piece) => {
      if (piece.segment.id !== id) return piece;
      if (fromMs >= piece.segment.d || toMs <= fromMs) throw new EditRefused('out_of_range', { at: fromMs, length: piece.segment.d });
      return cutPiece(piece, fromMs, toMs);
    }),
  );
}
