import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { isStill, layOut, type Piece, pickSegments, piecesOf, sliceFilm } from './film.ts';
import { EditRefused } from './refused.ts';

/** Plays the film, some segments or a range faster or slower, pitch kept. `speed` is of the recording, not of what it was before. */
export function setSpeed(draft: EngineDraft, { speed, ids, range }: EditOf<'set_speed'>): EngineDraft {
  if (range && (range.fromMs >= draft.d || range.toMs <= range.fromMs))
    throw new EditRefused('out_of_range', { at: range.fromMs, length: draft.d });
  const chosen = pickSegments(draft, ids);
  const pieces = piecesOf(draft);
  if (range) {
    const part = (fromMs: number, toMs: number) => (toMs > fromMs ? sliceFilm(pieces, fromMs, toMs) : []);
    const changed = part(range.fromMs, Math.min(range.toMs, draft.d)).map((piece) => atSpeed(piece, speed));
    return layOut(draft, [...part(0, range.fromMs), ...changed, ...part(range.toMs, draft.d)]);
  }
  return layOut(
    draft,
    pieces.map((piece) => (chosen.has(piece.segment.id) ? atSpeed(piece, speed) : piece)),
  );
}

function atSpeed(piece: Piece, speed: number): Piece {
  const { segment } = piece;
  if (segment.freeze || isStill(segment)) {
    const d = Math.max(1, Math.round((segment.d * (segment.speed ?? 1)) / speed));
    return { ...piece, segment: { ...segment, d, out: segment.in + d } };
  }
  const { speed: _, ...rest } = segment;
  const d = Math.max(1, Math.round((segment.out - segment.in) / speed));
  return { ...piece, segment: { ...rest, d, ...(speed !== 1 && { speed }) } };
}
