import type { Segment, Timeline, TrackKind } from '../../../contract/relay/timeline.ts';

/** One line of segments. `hidden` counts the tracks of its kind that have no line of their own. */
export interface Lane {
  id: string;
  kind: TrackKind;
  segments: readonly Segment[];
  hidden: number;
}

const ORDER: readonly TrackKind[] = ['video', 'audio', 'text', 'other'];

/** Lines a kind may take where every track is drawn by itself. */
const LANES_PER_KIND = 2;

/** One lane per kind, in fixed order; the three first are there even when empty: they say what else is possible. Of pictures only the film: one laid over it would hide it. */
export function mergeLanes(timeline: Timeline): Lane[] {
  return ORDER.flatMap((kind) => {
    const tracks = timeline.tracks.filter((track) => track.kind === kind && track.segments.length > 0);
    const segments = (kind === 'video' ? tracks.slice(0, 1) : tracks).flatMap((track) => track.segments);
    return segments.length === 0 && kind === 'other' ? [] : [{ id: kind, kind, segments, hidden: 0 }];
  });
}

/** Up to two lanes per kind; what does not fit is counted on the last one. */
export function splitLanes(timeline: Timeline): Lane[] {
  return ORDER.flatMap((kind) => {
    const tracks = timeline.tracks.filter((track) => track.kind === kind && track.segments.length > 0);
    if (tracks.length === 0) return kind === 'other' ? [] : [{ id: kind, kind, segments: [], hidden: 0 }];
    return tracks.slice(0, LANES_PER_KIND).map((track, index, shown) => ({
      id: `${kind}-${index}`,
      kind,
      segments: track.segments,
      hidden: index === shown.length - 1 ? tracks.length - shown.length : 0,
    }));
  });
}

/** A label is left out below this width: it would only be dots. */
const LABEL_MIN_PX = 30;

const MIN_SEGMENT_PX = 3;

export interface Box {
  left: string;
  width: string;
  hasLabel: boolean;
}

/** Where a segment lies in a lane that shows `durationMs` on `widthPx`, in percent so that it follows the lane. */
export function boxOf(segment: Segment, durationMs: number, widthPx: number): Box {
  const total = Math.max(1, durationMs);
  const least = MIN_SEGMENT_PX / widthPx;
  const share = Math.max(segment.durationMs / total, least);
  return {
    left: `${((segment.startMs / total) * 100).toFixed(3)}%`,
    width: `${(share * 100).toFixed(3)}%`,
    hasLabel: share * widthPx >= LABEL_MIN_PX,
  };
}

/** Half of what a finger covers around a tap. */
const SLOP_PX = 12;

/** The segment at a tap, or the nearest within reach of the finger. `share` is 0–1 of the lane. */
export function nearestSegment(lane: Lane | undefined, share: number, size: { durationMs: number; widthPx: number }): Segment | undefined {
  if (!lane) return undefined;
  const ms = share * size.durationMs;
  const reachMs = (SLOP_PX / size.widthPx) * size.durationMs;
  const distance = (segment: Segment): number => Math.max(segment.startMs - ms, ms - segment.startMs - segment.durationMs, 0);
  const [nearest] = [...lane.segments].sort((one, other) => distance(one) - distance(other));
  return nearest && distance(nearest) <= reachMs ? nearest : undefined;
}
