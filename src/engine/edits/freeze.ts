import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { cutPiece, layOut, type Piece, piecesOf } from './film.ts';
import { EditRefused } from './refused.ts';

/** Holds the frame of a moment for a while and goes on after it. */
export function freeze(draft: EngineDraft, { atMs, forMs }: EditOf<'freeze'>): EngineDraft {
  const pieces = piecesOf(draft);
  const moment = atMs === 'end' ? draft.d : atMs;
  const at = pieces.findIndex(({ segment }) => moment >= segment.s && moment < segment.s + segment.d);
  const found = moment === draft.d ? pieces.length - 1 : at;
  const piece = pieces[found];
  if (!piece) throw new EditRefused('out_of_range', { at: moment, length: draft.d });
  const offset = moment - piece.segment.s;
  const parts = [
    ...(offset > 0 ? [cutPiece(piece, 0, offset)] : []),
    held(piece, offset, forMs),
    ...(offset < piece.segment.d ? [cutPiece(piece, offset, piece.segment.d)] : []),
  ];
  return layOut(draft, pieces.toSpliced(found, 1, ...parts));
}

/** One frame before the end, as the last moment of a clip has no picture of its own. */
const LAST_FRAME_MS = 40;

function held({ segment }: Piece, offset: number, forMs: number): Piece {
  const { reverse, speed = 1, fadeIn: _in, fadeOut: _out, ...rest } = segment;
  const inside = Math.min(Math.round(offset * speed), Math.max(0, segment.out - segment.in - LAST_FRAME_MS));
  const at = reverse ? Math.max(segment.in, segment.out - inside - LAST_FRAME_MS) : segment.in + inside;
  return { segment: { ...rest, in: at, out: at + forMs, d: forMs, freeze: true } };
}
