import type { EngineDraft } from '../draft.ts';
import { clipOf, type EditContext } from './context.ts';
import type { EditOf } from './edit.ts';
import { layOut, type Piece, piecesOf } from './film.ts';
import { segmentOf } from './first-draft.ts';
import { EditRefused } from './refused.ts';
import { idMaker } from './tracks.ts';

/** Puts clips that the film lost back whole, each behind the last segment of the clips uploaded before it, or first of all. */
export function restoreClips(draft: EngineDraft, { clips, at }: EditOf<'restore_clips'>, context: EditContext): EngineDraft {
  const makeId = idMaker(draft);
  const order = context.clips.map((clip) => clip.id);
  const pieces = clips.reduce((film: Piece[], id) => {
    const clip = clipOf(context, id);
    if (!clip || clip.kind === 'audio') throw new EditRefused('clip_missing', { name: clip?.name ?? id });
    const rank = order.indexOf(id);
    const behind = at === 'start' ? -1 : film.findLastIndex((piece) => order.indexOf(piece.segment.src) <= rank);
    return film.toSpliced(behind + 1, 0, { segment: segmentOf(clip, makeId('v')) });
  }, piecesOf(draft));
  return layOut(draft, pieces);
}
