import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { cutPiece, layOut, piecesOf } from './film.ts';
import { EditRefused } from './refused.ts';
import { filmOf } from './tracks.ts';

/** Makes two segments of the one that shows at a moment. */
export function split(draft: EngineDraft, { atMs }: EditOf<'split'>): EngineDraft {
  const pieces = piecesOf(draft);
  const at = pieces.findIndex(({ segment }) => atMs > segment.s && atMs < segment.s + segment.d);
  const piece = pieces[at];
  if (!piece) throw new EditRefused('out_of_range', { at: atMs, length: draft.d });
  const offset = atMs - piece.segment.s;
  return layOut(draft, pieces.toSpliced(at, 1, cutPiece(piece, 0, offset), cutPiece(piece, offset, piece.segment.d)));
}

/** Cut at a moment, unless a segment begins or ends there. */
export const cutAt = (draft: EngineDraft, atMs: number): EngineDraft =>
  filmOf(draft).some((segment) => atMs > segment.s && atMs < segment.s + segment.d) ? split(draft, { type: 'split', atMs }) : draft;
