import type { EngineDraft } from '../draft.ts';
import { clipOf, type EditContext } from './context.ts';
import type { EditOf } from './edit.ts';
import { layOut, type Piece, piecesOf } from './film.ts';
import { STILL_MS, segmentOf } from './first-draft.ts';
import { EditRefused } from './refused.ts';
import { filmOf, idMaker } from './tracks.ts';

/** Shows the photos one after another for an equal time; moving clips in the film keep their length, and the photos share the rest. */
export function slideshow(draft: EngineDraft, { clips, totalMs, eachMs }: EditOf<'slideshow'>, context: EditContext): EngineDraft {
  const makeId = idMaker(draft);
  const isPhoto = (id: string) => clipOf(context, id)?.kind === 'image';
  const present = piecesOf(draft);
  const missing = (clips ?? (present.length === 0 ? context.clips.map((clip) => clip.id) : [])).filter(
    (id) => isPhoto(id) && !filmOf(draft).some((segment) => segment.src === id),
  );
  const added = missing.flatMap((id): Piece[] => {
    const clip = clipOf(context, id);
    return clip ? [{ segment: segmentOf(clip, makeId('v')) }] : [];
  });
  const film = [...present, ...added];
  const photos = film.filter((piece) => isPhoto(piece.segment.src));
  if (photos.length === 0) throw new EditRefused('no_photos');
  const moving = film.reduce((sum, piece) => sum + (isPhoto(piece.segment.src) ? 0 : piece.segment.d), 0);
  const overlap = (draft.transitions ?? []).reduce((sum, transition) => sum + transition.ms, 0);
  const shared = totalMs === undefined ? (eachMs ?? STILL_MS) * photos.length : totalMs - moving + overlap;
  if (shared < photos.length * 200) throw new EditRefused('out_of_range', { at: totalMs ?? 0, length: moving });
  let placed = 0;
  let used = 0;
  const timed = film.map((piece) => {
    if (!isPhoto(piece.segment.src)) return piece;
    placed += 1;
    const d = Math.round((shared * placed) / photos.length) - used;
    used += d;
    return { ...piece, segment: { ...piece.segment, in: 0, out: d, d } };
  });
  return layOut(draft, timed);
}
