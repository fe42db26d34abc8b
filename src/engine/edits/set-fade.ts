import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { filmOf, withFilm } from './tracks.ts';

/** Fades the film in from black and out to black; 0 takes a fade away. */
export function setFade(draft: EngineDraft, { inMs, outMs }: EditOf<'set_fade'>): EngineDraft {
  const film = filmOf(draft);
  if (film.length === 0) throw new EditRefused('nothing_there');
  const last = film.length - 1;
  return withFilm(
    draft,
    film.map((segment, i) => ({
      ...segment,
      ...(i === 0 && inMs !== undefined && { fadeIn: Math.min(inMs, segment.d) }),
      ...(i === last && outMs !== undefined && { fadeOut: Math.min(outMs, segment.d) }),
    })),
  );
}
