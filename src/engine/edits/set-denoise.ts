import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { pickSegments } from './film.ts';
import { filmOf, withFilm } from './tracks.ts';

/** Noise reduction of the recorded sound, on or off. */
export function setDenoise(draft: EngineDraft, { on, ids }: EditOf<'set_denoise'>): EngineDraft {
  const chosen = pickSegments(draft, ids);
  return withFilm(
    draft,
    filmOf(draft).map((segment) => {
      if (!chosen.has(segment.id)) return segment;
      const { denoise: _, ...rest } = segment;
      return on ? { ...rest, denoise: true } : rest;
    }),
  );
}
