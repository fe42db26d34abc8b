import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { layOut, type Piece, pickSegments, piecesOf, sliceFilm } from './film.ts';
import { EditRefused } from './refused.ts';

/** Plays segments backwards; the whole film backwards is also the order backwards. A second time undoes it. */
export function reverse(draft: EngineDraft, { ids, range }: EditOf<'reverse'>): EngineDraft {
  if (range) return reverseRange(draft, range);
  const chosen = pickSegments(draft, ids);
  const pieces = piecesOf(draft).map((piece) => (chosen.has(piece.segment.id) ? turned(piece) : piece));
  return layOut(draft, ids === undefined ? pieces.toReversed() : pieces);
}

/** A stretch of the film backwards, in its place. */
function reverseRange(draft: EngineDraft, { fromMs, toMs }: { fromMs: number; toMs: number }): EngineDraft {
  if (fromMs >= draft.d || toMs <= fromMs) throw new EditRefused('out_of_range', { at: fromMs, length: draft.d });
  const pieces = piecesOf(draft);
  const part = (from: number, to: number) => (to > from ? sliceFilm(pieces, from, to) : []);
  const end = Math.min(toMs, draft.d);
  return layOut(draft, [...part(0, fromMs), ...part(fromMs, end).map(turned).toReversed(), ...part(end, draft.d)]);
}

function turned(piece: Piece): Piece {
  const { reverse: was, ...segment } = piece.segment;
  return { ...piece, segment: was ? segment : { ...segment, reverse: true } };
}
