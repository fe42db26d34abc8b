import type { Segment, Timeline, Track, TrackKind } from '../contract/relay/timeline.ts';
import { TRACK_TYPE } from '../contract/upstream/draft.ts';
import { TEXT_DEFAULTS, type TextRole } from '../contract/upstream/text-look.ts';
import { canonical, readEffects } from './effect.ts';

type Fields = Record<string, unknown>;

const kinds: Record<number, TrackKind> = { [TRACK_TYPE.video]: 'video', [TRACK_TYPE.audio]: 'audio', [TRACK_TYPE.text]: 'text' };

/** Where a draft says nothing: upright full HD, as the upstream renders by default. */
const DEFAULT_CANVAS = { width: 1080, height: 1920 };

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** A finite number, also one written as text; anything else is absent. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

const msOf = (value: unknown): number | undefined => {
  const number = numberOf(value);
  return number === undefined ? undefined : Math.max(0, Math.round(number));
};

function readSource(wire: Fields, kind: TrackKind, lengthMs: number): Segment['source'] {
  const clip = kind === 'text' ? undefined : (textOf(wire.src) ?? (kind === 'video' ? textOf(wire.n) : undefined));
  if (clip === undefined) return undefined;
  const inMs = msOf(wire.in) ?? 0;
  return { clip, inMs, outMs: Math.max(inMs, msOf(wire.out) ?? inMs + lengthMs) };
}

function readStyle(wire: Fields, role: TextRole): Segment['style'] {
  const defaults = TEXT_DEFAULTS[role];
  const [color, outline, box] = [textOf(wire.color), textOf(wire.outline), textOf(wire.box)];
  return {
    size: numberOf(wire.size) ?? defaults.size,
    x: numberOf(wire.x) ?? defaults.x,
    y: numberOf(wire.y) ?? defaults.y,
    ...(color && { color }),
    ...(outline && outline !== 'none' && { outline }),
    ...(box && { box }),
    bold: typeof wire.bold === 'boolean' ? wire.bold : defaults.bold,
  };
}

/** The wire's own id, or one made of the content, so that it stays the same when other segments come or go. */
const idOf = (wire: Fields): string =>
  textOf(wire.id) ?? numberOf(wire.id)?.toString() ?? `~${canonical([wire.src ?? wire.n, wire.in, wire.out, wire.tx, wire.role])}`;

type Place = { kind: TrackKind; afterMs: number; isAlone: boolean };

function readSegment(wire: Fields, { kind, afterMs, isAlone }: Place): Segment {
  const speed = Math.max(0.01, numberOf(wire.speed) ?? 1);
  const usedMs = Math.max(0, (msOf(wire.out) ?? 0) - (msOf(wire.in) ?? 0));
  const durationMs = msOf(wire.d) ?? Math.round(usedMs / speed);
  const source = readSource(wire, kind, Math.round(durationMs * speed));
  const role = textOf(wire.role);
  const text = textOf(wire.tx) ?? (kind === 'text' ? textOf(wire.n) : undefined) ?? textOf(wire.text);
  return {
    id: idOf(wire),
    name: textOf(wire.n) ?? text ?? source?.clip ?? '',
    startMs: msOf(wire.s) ?? afterMs,
    durationMs,
    ...(source && { source }),
    speed,
    volume: Math.max(0, numberOf(wire.vol) ?? 100),
    ...(text !== undefined && { text }),
    ...(role && { role }),
    ...(kind === 'text' && { style: readStyle(wire, role === 'title' || (role === undefined && isAlone) ? 'title' : 'caption') }),
    effects: readEffects(wire),
  };
}

function readTrack(wire: unknown): Track {
  const { tt, sg } = fieldsOf(wire);
  const kind = kinds[numberOf(tt) ?? Number.NaN] ?? 'other';
  const wireSegments = listOf(sg).filter((segment) => typeof segment === 'object' && segment !== null);
  let afterMs = 0;
  const segments = wireSegments.map((wireSegment) => {
    const segment = readSegment(fieldsOf(wireSegment), { kind, afterMs, isAlone: wireSegments.length === 1 });
    afterMs = segment.startMs + segment.durationMs;
    return segment;
  });
  return { kind, segments };
}

/** Two segments with one id would be one for the screen: later ones get a number. */
function withUniqueIds(tracks: Track[]): Track[] {
  const seen = new Map<string, number>();
  const unique = (segment: Segment): Segment => {
    const count = (seen.get(segment.id) ?? 0) + 1;
    seen.set(segment.id, count);
    return count === 1 ? segment : { ...segment, id: `${segment.id}#${count}` };
  };
  return tracks.map((track) => ({ ...track, segments: track.segments.map(unique) }));
}

/** A transition belongs to the segment it leads into. */
function withTransitions(tracks: Track[], transitions: unknown): Track[] {
  const effectAfter = new Map(
    listOf(transitions).map((transition) => {
      const { after, type, ms } = fieldsOf(transition);
      return [textOf(after), `transition:${textOf(type) ?? 'crossfade'}/${numberOf(ms) ?? 0}`];
    }),
  );
  if (effectAfter.size === 0) return tracks;
  return tracks.map((track) => ({
    ...track,
    segments: track.segments.map((segment, index) => {
      const effect = effectAfter.get(track.segments[index - 1]?.id ?? '');
      return effect ? { ...segment, effects: [...segment.effects, effect] } : segment;
    }),
  }));
}

/**
 * Reads a draft as a timeline. Never fails: what cannot be read is left out, except tracks of an unknown type, which are of kind `other`.
 * Several tracks of one kind stay several, in the order of the draft. The draft itself is not changed.
 */
export function readTimeline(draft: unknown): Timeline {
  const { t, d, m, transitions } = fieldsOf(draft);
  const tracks = withTransitions(withUniqueIds(listOf(t).map(readTrack)), transitions);
  const ends = tracks.flatMap((track) => track.segments.map((segment) => segment.startMs + segment.durationMs));
  const { width, height } = fieldsOf(m);
  return {
    durationMs: msOf(d) ?? ends.reduce((latest, end) => Math.max(latest, end), 0),
    canvas: { width: positive(width) ?? DEFAULT_CANVAS.width, height: positive(height) ?? DEFAULT_CANVAS.height },
    tracks,
  };
}

function positive(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number > 0 ? Math.round(number) : undefined;
}
