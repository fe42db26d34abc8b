import type { EngineDraft, VideoSegment } from '../draft.ts';
import { clipOf, type EditContext } from './context.ts';
import { deleteRanges } from './delete-ranges.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { filmOf } from './tracks.ts';

/** A shot found shaky this near to an end counts as that end. */
const NEAR_MS = 500;

/** Cuts the shaky start or end off the film, as far as it was found shaky. */
export function trimShaky(draft: EngineDraft, { where }: EditOf<'trim_shaky'>, context: EditContext): EngineDraft {
  const film = filmOf(draft);
  const first = film[0];
  const last = film.at(-1);
  if (!first || !last) throw new EditRefused('nothing_there');
  const head = where === 'end' ? 0 : shakyHead(first, context);
  const tail = where === 'start' ? 0 : shakyTail(last, context);
  if (head + tail === 0) throw new EditRefused('no_shaky');
  const ranges = [...(head > 0 ? [{ fromMs: 0, toMs: head }] : []), ...(tail > 0 ? [{ fromMs: draft.d - tail, toMs: draft.d }] : [])];
  return deleteRanges(draft, { type: 'delete_ranges', ranges });
}

function shakyHead(segment: VideoSegment, context: EditContext): number {
  const shots = clipOf(context, segment.src)?.shaky ?? [];
  const shot = shots.find(({ startMs, endMs }) => startMs <= segment.in + NEAR_MS && endMs > segment.in);
  return shot ? Math.min(segment.d - 1, Math.round((shot.endMs - segment.in) / (segment.speed ?? 1))) : 0;
}

function shakyTail(segment: VideoSegment, context: EditContext): number {
  const shots = clipOf(context, segment.src)?.shaky ?? [];
  const shot = shots.findLast(({ startMs, endMs }) => endMs >= segment.out - NEAR_MS && startMs < segment.out);
  return shot ? Math.min(segment.d - 1, Math.round((segment.out - shot.startMs) / (segment.speed ?? 1))) : 0;
}
