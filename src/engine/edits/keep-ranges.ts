import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { layOut, piecesOf, sliceFilm } from './film.ts';
import { EditRefused } from './refused.ts';

/** The film becomes these ranges of itself, in the order given. */
export function keepRanges(draft: EngineDraft, { ranges }: EditOf<'keep_ranges'>): EngineDraft {
  const pieces = piecesOf(draft);
  if (pieces.length === 0) throw new EditRefused('nothing_there');
  const beyond = ranges.find((range) => range.fromMs >= draft.d || range.toMs <= range.fromMs);
  if (beyond) throw new EditRefused('out_of_range', { at: beyond.fromMs, length: draft.d });
  const [only] = ranges;
  if (ranges.length === 1 && only && only.fromMs === 0 && only.toMs >= draft.d) throw new EditRefused('already_so', { length: draft.d });
  return layOut(
    draft,
    ranges.flatMap((range) => sliceFilm(pieces, range.fromMs, range.toMs)),
  );
}
