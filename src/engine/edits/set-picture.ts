import type { EngineDraft, VideoSegment } from '../draft.ts';
import type { EditOf, PictureChange } from './edit.ts';
import { pickSegments } from './film.ts';
import { EditRefused } from './refused.ts';
import { cutAt } from './split.ts';
import { filmOf, withFilm } from './tracks.ts';

/** Changes how segments look: turn, mirror, fit, zoom, light and colour, a named look, a slow move. */
export function setPicture(whole: EngineDraft, { ids, range, change }: EditOf<'set_picture'>): EngineDraft {
  if (range && (range.fromMs >= whole.d || range.toMs <= range.fromMs))
    throw new EditRefused('out_of_range', { at: range.fromMs, length: whole.d });
  const draft = range ? cutAt(cutAt(whole, range.fromMs), Math.min(range.toMs, whole.d)) : whole;
  const chosen = pickSegments(draft, ids);
  const isIn = ({ s }: VideoSegment) => range === undefined || (s >= range.fromMs && s < range.toMs);
  return withFilm(
    draft,
    filmOf(draft).map((segment) => (chosen.has(segment.id) && isIn(segment) ? changed(segment, change) : segment)),
  );
}

function changed(segment: VideoSegment, change: PictureChange): VideoSegment {
  const { fit, fill, zoom, kenBurns } = change;
  const next: VideoSegment = {
    ...segment,
    ...(fit && { fit }),
    ...(fill && { fill }),
    ...(zoom !== undefined && { zoom }),
    ...(kenBurns && { kenBurns }),
  };
  turn(next, change);
  for (const name of ['brightness', 'contrast', 'saturation', 'warmth'] as const) {
    const by = change[`${name}By`];
    if (by !== undefined) next[name] = Math.max(-100, Math.min(100, (segment[name] ?? 0) + by));
  }
  if (change.look === 'none') {
    for (const name of ['look', 'brightness', 'contrast', 'saturation', 'warmth'] as const) delete next[name];
  } else if (change.look) next.look = change.look;
  return next;
}

function turn(next: VideoSegment, { rotateBy, mirror }: PictureChange): void {
  if (rotateBy !== undefined) {
    const angle = ((next.rotate ?? 0) + rotateBy) % 360;
    if (angle === 90 || angle === 180 || angle === 270) next.rotate = angle;
    else delete next.rotate;
  }
  if (mirror === 'none' || (mirror !== undefined && next.mirror === mirror)) delete next.mirror;
  else if (mirror) next.mirror = mirror;
}
