import type { Clip } from '../../../contract/relay/clip.ts';
import type { Segment, Timeline } from '../../../contract/relay/timeline.ts';
import { effectNameOf } from '../../../timeline/effect.ts';
import { clipMsAt, filmOf, positionAt } from '../../../timeline/position.ts';

/** What is on screen at a moment: a segment of the film, and where its clip stands then. */
export type Shot = { segment: Segment; clip?: Clip; clipMs: number };

const findClip = (clips: Clip[], segment: Segment): Clip | undefined => clips.find(({ draftName }) => draftName === segment.source?.clip);

function shotOf(segment: Segment, clips: Clip[], ms: number): Shot {
  const clip = findClip(clips, segment);
  return { segment, clipMs: clipMsAt(segment, ms) ?? 0, ...(clip ? { clip } : {}) };
}

export function readShot(timeline: Timeline, clips: Clip[], ms: number): Shot | undefined {
  const position = positionAt(timeline, ms);
  return position && shotOf(position.segment, clips, ms);
}

/** The shot that takes over when this one ends. */
export function readNextShot(timeline: Timeline, clips: Clip[], ms: number): Shot | undefined {
  const next = positionAt(timeline, ms)?.next;
  return next && shotOf(next, clips, next.startMs);
}

/** Where the timeline stands when the shot's clip stands at `clipMs`. */
export const timelineMs = ({ segment }: Shot, clipMs: number): number =>
  segment.startMs + (clipMs - (segment.source?.inMs ?? 0)) / segment.speed;

/** Sound laid under the picture that this phone can play: an uploaded clip. What the upstream made itself is only in the export. */
export type Music = { segment: Segment; clip: Clip };

export const readMusic = (timeline: Timeline, clips: Clip[]): Music[] =>
  timeline.tracks
    .filter(({ kind }) => kind === 'audio')
    .flatMap(({ segments }) =>
      segments.flatMap((segment) => {
        const clip = findClip(clips, segment);
        return clip?.playUrl === undefined ? [] : [{ segment, clip }];
      }),
    );

/** What only the export shows, by kind. */
export type Unseen = 'transition' | 'look' | 'reverse' | 'music' | 'overlay' | 'other';

/** Effects by the name the person reads; those that are not here change nothing a viewer would miss. */
const kinds: Record<string, Unseen> = {
  transition: 'transition',
  look: 'look',
  brightness: 'look',
  contrast: 'look',
  saturation: 'look',
  warmth: 'look',
  reverse: 'reverse',
  pip: 'overlay',
  freeze: 'other',
  rotate: 'other',
  mirror: 'other',
  crop: 'other',
  move: 'other',
  'fade-in': 'other',
  'fade-out': 'other',
  animation: 'other',
  highlight: 'other',
};

export function readUnseen(timeline: Timeline, clips: Clip[]): Unseen[] {
  const unseen = new Set<Unseen>();
  for (const { effects } of timeline.tracks.flatMap(({ segments }) => segments)) {
    for (const effect of effects) {
      const kind = kinds[effectNameOf(effect)];
      if (kind) unseen.add(kind);
    }
  }
  const playable = new Set(readMusic(timeline, clips).map(({ segment }) => segment.id));
  for (const track of timeline.tracks) {
    if (track.kind === 'audio' && track.segments.some(({ id }) => !playable.has(id))) unseen.add('music');
    if (track.kind === 'video' && track !== filmOf(timeline) && track.segments.length > 0) unseen.add('overlay');
  }
  return [...unseen];
}
