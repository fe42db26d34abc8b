import type { EngineDraft, VideoSegment } from '../draft.ts';
import { follow, type Span } from './follow.ts';
import { EditRefused } from './refused.ts';
import { filmOf, idMaker, withFilm } from './tracks.ts';

type Transition = NonNullable<EngineDraft['transitions']>[number];

/** A segment on its way into a new film; `from` is where its picture was on the old timeline, absent for new pictures. */
export type Piece = { segment: VideoSegment; from?: { startMs: number; endMs: number } };

/** Shorter than this a cross-fade is a flicker, and it goes. */
const SHORTEST_TRANSITION_MS = 80;

export const piecesOf = (draft: EngineDraft): Piece[] =>
  filmOf(draft).map((segment) => ({ segment, from: { startMs: segment.s, endMs: segment.s + segment.d } }));

/** The part of a piece from `fromMs` to `toMs`, counted from its start on the timeline. */
export function cutPiece(piece: Piece, fromMs: number, toMs: number): Piece {
  const { segment } = piece;
  if (fromMs <= 0 && toMs >= segment.d) return piece;
  const speed = segment.speed ?? 1;
  const start = Math.max(0, fromMs);
  const end = Math.min(segment.d, toMs);
  const from = piece.from && partOf(piece.from, start / segment.d, end / segment.d);
  return { segment: { ...segment, ...sourceOf(segment, start * speed, end * speed), d: end - start }, ...(from && { from }) };
}

const partOf = (span: { startMs: number; endMs: number }, a: number, b: number) => ({
  startMs: Math.round(span.startMs + (span.endMs - span.startMs) * a),
  endMs: Math.round(span.startMs + (span.endMs - span.startMs) * b),
});

/** Which part of the clip shows between two offsets (ms of the clip). A held frame and a still keep their picture. */
function sourceOf(segment: VideoSegment, a: number, b: number): { in: number; out: number } {
  if (segment.freeze || isStill(segment)) return { in: segment.in, out: segment.in + Math.round(b - a) };
  if (segment.reverse) return { in: segment.out - Math.round(b), out: segment.out - Math.round(a) };
  return { in: segment.in + Math.round(a), out: segment.in + Math.round(b) };
}

/** Stills are marked when they are put in; see `first-draft.ts`. */
export const isStill = (segment: VideoSegment): boolean => segment.still === true;

/**
 * The pieces of the film between two moments. Where two segments overlap in a transition, a remainder that lies wholly inside the
 * overlap is left out: the neighbour shows that moment, and the film keeps the length asked for.
 */
export function sliceFilm(pieces: Piece[], fromMs: number, toMs: number): Piece[] {
  const parts = pieces.flatMap((piece) => {
    const { s, d } = piece.segment;
    const start = Math.max(s, fromMs);
    const end = Math.min(s + d, toMs);
    return end - start < 1 ? [] : [{ piece: cutPiece(piece, start - s, end - s), start, end }];
  });
  const hidden = (i: number) => {
    const part = parts[i];
    if (!part) return false;
    return [parts[i - 1], parts[i + 1]].some(
      (other) => other && other.start <= part.start && other.end >= part.end && other.end - other.start > part.end - part.start,
    );
  };
  return parts.filter((_, i) => !hidden(i)).map((part) => part.piece);
}

/**
 * Lays pieces out as the film: places, ids (a second piece of one segment gets its own), transitions between neighbours that stayed
 * neighbours, the length, and the words and sounds that go with the picture.
 */
export function layOut(draft: EngineDraft, pieces: Piece[]): EngineDraft {
  if (pieces.length === 0) throw new EditRefused('nothing_left');
  const makeId = idMaker(draft);
  const used = new Set<string>();
  const before = filmOf(draft);
  const named = pieces.map(({ segment, from }) => {
    const id = used.has(segment.id) ? makeId('v') : segment.id;
    used.add(id);
    return { was: segment.id, from, segment: { ...segment, id } };
  });
  const transitions: Transition[] = [];
  const spans: Span[] = [];
  let at = 0;
  const film = named.map(({ segment, from, was }, i): VideoSegment => {
    const next = named[i + 1];
    const s = at;
    if (from) spans.push({ ...from, at: s, scale: segment.d / Math.max(1, from.endMs - from.startMs) });
    const kept = next && keptTransition(draft, { was, next: next.was, before });
    const ms = kept ? Math.min(kept.ms, Math.floor(segment.d / 2), Math.floor(next.segment.d / 2)) : 0;
    if (kept && ms >= SHORTEST_TRANSITION_MS) transitions.push({ ...kept, after: segment.id, ms });
    at = s + segment.d - (kept && ms >= SHORTEST_TRANSITION_MS ? ms : 0);
    return { ...segment, s };
  });
  const { transitions: _, ...rest } = draft;
  const d = film.reduce((end, segment) => Math.max(end, segment.s + segment.d), 0);
  const laid = withFilm({ ...rest, d, ...(transitions.length > 0 && { transitions }) } as EngineDraft, film);
  return follow(laid, { spans, beforeMs: draft.d, afterMs: d });
}

/** The transition after a segment, when the same neighbour still follows. */
function keptTransition(draft: EngineDraft, at: { was: string; next: string; before: VideoSegment[] }): Transition | undefined {
  if (at.was === at.next) return undefined;
  const found = draft.transitions?.find((transition) => transition.after === at.was);
  if (!found) return undefined;
  const i = at.before.findIndex((segment) => segment.id === at.was);
  return at.before[i + 1]?.id === at.next ? found : undefined;
}

/** Segments by id; an id that is not in the film is refused. */
export function pickSegments(draft: EngineDraft, ids: string[] | undefined): Set<string> {
  const film = filmOf(draft);
  if (film.length === 0) throw new EditRefused('nothing_there');
  if (ids === undefined) return new Set(film.map((segment) => segment.id));
  const missing = ids.find((id) => !film.some((segment) => segment.id === id));
  if (missing !== undefined) throw new EditRefused('clip_missing', { name: missing });
  return new Set(ids);
}
