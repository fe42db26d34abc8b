import type { EngineDraft } from '../draft.ts';
import { clipOf, type EditContext } from './context.ts';
import type { EditOf } from './edit.ts';
import { layOut, piecesOf } from './film.ts';
import { segmentOf } from './first-draft.ts';
import { EditRefused } from './refused.ts';
import { addOverlays, filmOf, idMaker, mapOverlays } from './tracks.ts';

/** Share of the canvas width a logo takes when nobody says. */
const LOGO_WIDTH = 0.18;

/** Lays a clip over a corner for the whole film. A clip that was put on the film by the upload alone leaves it. */
export function addLogo(draft: EngineDraft, { clip: id, corner, width }: EditOf<'add_logo'>, context: EditContext): EngineDraft {
  const clip = clipOf(context, id);
  if (!clip || clip.kind === 'audio') throw new EditRefused('clip_missing', { name: clip?.name ?? id });
  const pieces = piecesOf(draft);
  const others = pieces.filter((piece) => piece.segment.src !== id);
  if (others.length === 0) throw new EditRefused('nothing_there');
  const film = others.length < pieces.length ? layOut(draft, others) : draft;
  const same = mapOverlays(film, (segment) => (segment.src === id ? [] : [segment]));
  const d = clip.kind === 'video' ? Math.min(film.d, clip.durationMs) : film.d;
  const segment = { ...segmentOf(clip, idMaker(draft)('v')), s: 0, d, in: 0, out: d, vol: 0, pip: { corner, width: width ?? LOGO_WIDTH } };
  return addOverlays(same, [segment]);
}

/** Takes every picture in picture away. */
export function removeLogo(draft: EngineDraft): EngineDraft {
  const film = filmOf(draft);
  const next = mapOverlays(draft, () => []);
  if (next.t.length === draft.t.length || film.length === 0) throw new EditRefused('nothing_there');
  return next;
}
