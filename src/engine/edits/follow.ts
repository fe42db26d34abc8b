import type { AudioSegment, EngineDraft, TextSegment, VideoSegment } from '../draft.ts';
import { mapOverlays, mapSounds, mapTexts } from './tracks.ts';

/** A stretch of the old timeline and where it is now. */
export type Span = { startMs: number; endMs: number; at: number; scale: number };
export type Moves = { spans: Span[]; beforeMs: number; afterMs: number };

/** A cue with less than this left of it cannot be read. */
const SHORTEST_CUE_MS = 100;
/** Nearer than this to an end of the film, a title belongs to that end. */
const NEAR_END_MS = 500;

/** Takes the words and the sounds along after the film was laid out anew. Captions and voices go with their picture, titles and music with the film. */
export function follow(draft: EngineDraft, moves: Moves): EngineDraft {
  const texts = mapTexts(draft, (text) => (text.role === 'title' ? followFilm(text, moves) : followPicture(text, moves)));
  const sounds = mapSounds(texts, (sound) => (sound.role === 'bgm' ? followLength(sound, moves) : followVoice(sound, moves)));
  return mapOverlays(sounds, (segment) => followOverlay(segment, moves));
}

function followPicture(text: TextSegment, moves: Moves): TextSegment[] {
  const place = placeOf(text, moves);
  if (!place || place.d < Math.min(SHORTEST_CUE_MS, text.d)) return [];
  return [{ ...text, ...place }];
}

function followFilm(text: TextSegment, moves: Moves): TextSegment[] {
  const { beforeMs, afterMs } = moves;
  const atStart = text.s < NEAR_END_MS;
  const atEnd = text.s + text.d > beforeMs - NEAR_END_MS;
  if (atStart && atEnd && beforeMs > 0) return [{ ...text, s: 0, d: afterMs }];
  if (atEnd && beforeMs > 0) {
    const d = Math.min(text.d, afterMs);
    return [{ ...text, s: afterMs - d, d }];
  }
  if (!atStart) return followPicture(text, moves);
  const s = Math.min(text.s, Math.max(0, afterMs - SHORTEST_CUE_MS));
  return [{ ...text, s, d: Math.min(text.d, afterMs - s) }];
}

/** Music that ran under the whole film still does; any other keeps its place as far as the film goes. */
function followLength(sound: AudioSegment, { beforeMs, afterMs }: Moves): AudioSegment[] {
  const whole = sound.s === 0 && sound.d >= beforeMs - NEAR_END_MS;
  if (sound.s >= afterMs) return [];
  return [resizeSound(sound, whole ? afterMs - sound.s : Math.min(sound.d, afterMs - sound.s))];
}

/** Beds and loops fill any length; a piece of music that is not looped ends when it ends. */
export function resizeSound(sound: AudioSegment, d: number): AudioSegment {
  if (sound.bed) return { ...sound, d, out: sound.in + d };
  if (sound.loop) return { ...sound, d };
  const length = Math.min(d, Math.max(1, sound.out - sound.in));
  return { ...sound, d: length, out: sound.in + length };
}

function followVoice(sound: AudioSegment, moves: Moves): AudioSegment[] {
  const start = moves.spans.find((span) => sound.s >= span.startMs && sound.s < span.endMs);
  const s = start ? Math.round(start.at + (sound.s - start.startMs) * start.scale) : Math.min(sound.s, moves.afterMs);
  if (s >= moves.afterMs) return [];
  const d = Math.min(sound.d, moves.afterMs - s);
  return [{ ...sound, s, d, out: d < sound.d ? sound.in + Math.round(d * (sound.speed ?? 1)) : sound.out }];
}

function followOverlay(segment: VideoSegment, { beforeMs, afterMs }: Moves): VideoSegment[] {
  if (segment.s >= afterMs) return [];
  const whole = segment.s === 0 && segment.d >= beforeMs - NEAR_END_MS;
  const d = whole ? afterMs : Math.min(segment.d, afterMs - segment.s);
  return [{ ...segment, d, out: segment.in + Math.round(d * (segment.speed ?? 1)) }];
}

/** The longest run of a stretch on the new timeline; stretches that touch there are one. */
function placeOf(text: { s: number; d: number }, { spans }: Moves): { s: number; d: number } | undefined {
  const end = text.s + text.d;
  const runs: { a: number; b: number }[] = [];
  for (const span of [...spans].sort((x, y) => x.at - y.at)) {
    const start = Math.max(text.s, span.startMs);
    const stop = Math.min(end, span.endMs);
    if (stop <= start) continue;
    const a = span.at + (start - span.startMs) * span.scale;
    const b = span.at + (stop - span.startMs) * span.scale;
    const last = runs.at(-1);
    if (last && a <= last.b + 1) last.b = Math.max(last.b, b);
    else runs.push({ a, b });
  }
  const best = runs.reduce<{ a: number; b: number } | undefined>(
    (most, run) => (most && most.b - most.a >= run.b - run.a ? most : run),
    undefined,
  );
  return best && { s: Math.round(best.a), d: Math.round(best.b) - Math.round(best.a) };
}
