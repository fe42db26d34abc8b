import type { ClipFacts, EngineDraft } from '../draft.ts';
import { filmOf } from '../edits/tracks.ts';

type Stretch = { startMs: number; endMs: number };

/** A pause shorter than this is breathing, not waiting. */
const SHORTEST_PAUSE_MS = 600;
/** Left of a pause on each side of the words, so that no word is clipped: voice activity finds borders within 50 ms. */
export const BREATH_MS = 150;

/** The pauses between stretches of speech, less a breath at the words; the ends of the piece are cut up to the first and last word. */
export function silencesOf(
  speech: Stretch[],
  { in: fromMs, out: toMs }: { in: number; out: number },
  shortestMs = SHORTEST_PAUSE_MS,
): Stretch[] {
  const inside = speech.filter((stretch) => stretch.endMs > fromMs && stretch.startMs < toMs).sort((a, b) => a.startMs - b.startMs);
  if (inside.length === 0) return [{ startMs: fromMs, endMs: toMs }];
  const pauses: Stretch[] = [];
  let at = fromMs;
  for (const stretch of [...inside, { startMs: toMs, endMs: toMs }]) {
    const isHead = at === fromMs;
    const isTail = stretch.startMs === toMs;
    if (stretch.startMs - at >= shortestMs)
      pauses.push({ startMs: isHead ? at : at + BREATH_MS, endMs: isTail ? toMs : stretch.startMs - BREATH_MS });
    at = Math.max(at, stretch.endMs);
  }
  return pauses;
}

/** The pauses on the timeline, where speech was listened for. */
export function silencesOnFilm(draft: EngineDraft, clips: ClipFacts[]): { fromMs: number; toMs: number }[] {
  return filmOf(draft).flatMap((segment) => {
    const speech = clips.find((clip) => clip.id === segment.src)?.speech;
    if (!speech || speech.length === 0) return [];
    const at = (ms: number) => segment.s + Math.round((ms - segment.in) / (segment.speed ?? 1));
    return silencesOf(speech, segment).map((pause) => ({ fromMs: at(pause.startMs), toMs: at(pause.endMs) }));
  });
}
