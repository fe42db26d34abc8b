import type { Segment, Timeline, Track } from '../contract/relay/timeline.ts';

/** What the film shows at a moment. */
export type Position = {
  segment: Segment;
  /** Where in the clip, in ms; absent for a segment without a source. */
  clipMs?: number;
  /** The segment to have ready next; absent in the last one. */
  next?: Segment;
};

/** The film: the first video track that holds anything. A second one holds pictures in pictures. */
export const filmOf = (timeline: Timeline): Track | undefined =>
  timeline.tracks.find((track) => track.kind === 'video' && track.segments.length > 0);

export const endMsOf = (segment: Segment): number => segment.startMs + segment.durationMs;

/** The segment of a track at a moment. Its end is exclusive; of two that overlap, as at a transition, the later one. */
export function segmentAt(track: Track, ms: number): Segment | undefined {
  return track.segments.filter((segment) => segment.startMs <= ms && ms < endMsOf(segment)).pop();
}

/** Where in its clip a segment is at a moment of the timeline, in ms; reverse and freeze are followed. */
export function clipMsAt(segment: Segment, ms: number): number | undefined {
  const { source } = segment;
  if (!source) return undefined;
  if (segment.effects.includes('freeze')) return source.inMs;
  const playedMs = Math.max(0, ms - segment.startMs) * segment.speed;
  const clipMs = segment.effects.includes('reverse') ? source.outMs - playedMs : source.inMs + playedMs;
  return Math.max(source.inMs, Math.min(source.outMs, clipMs));
}

/** What a preview shows at a moment; `undefined` in a gap and outside of the film. */
export function positionAt(timeline: Timeline, ms: number): Position | undefined {
  const film = filmOf(timeline);
  const segment = film && segmentAt(film, ms);
  if (!film || !segment) return undefined;
  const clipMs = clipMsAt(segment, ms);
  const next = film.segments[film.segments.indexOf(segment) + 1];
  return { segment, ...(clipMs !== undefined && { clipMs }), ...(next && { next }) };
}

/** Everything on tracks of one kind that is heard or seen at a moment, lowest track first. */
export function segmentsAt(timeline: Timeline, kind: Track['kind'], ms: number): Segment[] {
  return timeline.tracks
    .filter((track) => track.kind === kind)
    .flatMap((track) => track.segments.filter((segment) => segment.startMs <= ms && ms < endMsOf(segment)));
}
