import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { layOut, type Piece, pickSegments, piecesOf } from './film.ts';
import { EditRefused } from './refused.ts';

/** The engine renders no film longer than this. */
const LONGEST_FILM_MS = 60 * 60_000;

/** Plays the film or some segments several times. Words stay with the first time. */
export function loop(draft: EngineDraft, { times, ids }: EditOf<'loop'>): EngineDraft {
  const chosen = pickSegments(draft, ids);
  if (draft.d * times > LONGEST_FILM_MS) throw new EditRefused('too_long', { length: draft.d * times });
  const pieces = piecesOf(draft);
  const again = (list: Piece[]): Piece[] => Array.from({ length: times - 1 }, () => list.map(({ segment }) => ({ segment }))).flat();
  if (ids === undefined) return layOut(draft, [...pieces, ...again(pieces)]);
  return layOut(
    draft,
    pieces.flatMap((piece) => (chosen.has(piece.segment.id) ? [piece, ...again([piece])] : [piece])),
  );
}
