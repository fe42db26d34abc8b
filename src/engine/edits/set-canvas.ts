import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { filmOf, withFilm } from './tracks.ts';

/** How a picture meets the canvas when its segment does not say. Source: the engine's draft. */
const USUAL_FIT = 'blur-pad';

/** Another shape of picture. Nothing is ever stretched: each segment meets the canvas by its `fit`. */
export function setCanvas(draft: EngineDraft, { width, height, fit }: EditOf<'set_canvas'>): EngineDraft {
  const even = (pixels: number) => Math.max(2, Math.round(pixels / 2) * 2);
  const shaped = { ...draft, m: { ...draft.m, width: even(width), height: even(height) } };
  if (!fit) return shaped;
  return withFilm(
    shaped,
    filmOf(draft).map((segment) => ((segment.fit ?? USUAL_FIT) === fit ? segment : { ...segment, fit })),
  );
}
