import type { Segment, Timeline } from '../../../contract/relay/timeline.ts';
import { writeClock } from '../../../timeline/time.ts';
import type { Translate } from '../../strings/translate.ts';
import { formatSeconds } from './format.ts';

/** A segment with its kind and its number among those of its kind, from 1. */
export type Placed = { segment: Segment; kind: Timeline['tracks'][number]['kind']; number: number };

export function findSegment(timeline: Timeline, segmentId: string): Placed | undefined {
  const counts = { video: 0, audio: 0, text: 0, other: 0 };
  for (const { kind, segments } of timeline.tracks) {
    for (const segment of segments) {
      counts[kind] += 1;
      if (segment.id === segmentId) return { segment, kind, number: counts[kind] };
    }
  }
  return undefined;
}

/** "第 2 段", "第 3 条字幕", "配乐": also what the relay passes on as the reference of a message. */
export function describeSegment({ kind, number }: Placed, t: Translate): string {
  if (kind === 'text') return t('editor.ref_text', { n: number });
  return kind === 'audio' ? t('editor.ref_music') : t('editor.ref', { n: number });
}

/** Names of all segments for a screen reader, by id. */
export function nameSegments(timeline: Timeline, t: Translate): Record<string, string> {
  const ids = timeline.tracks.flatMap(({ segments }) => segments.map(({ id }) => id));
  return Object.fromEntries(
    ids.flatMap((id) => {
      const placed = findSegment(timeline, id);
      if (!placed) return [];
      const { segment, number } = placed;
      const to = writeClock(segment.startMs + segment.durationMs);
      return [[id, t('timeline.seg_a11y', { n: number, from: writeClock(segment.startMs), to, name: segment.text ?? segment.name })]];
    }),
  );
}

export const countOf = (timeline: Timeline, kind: Placed['kind']): number =>
  timeline.tracks.filter((track) => track.kind === kind).reduce((sum, { segments }) => sum + segments.length, 0);

/** The whole timeline in a sentence. */
export const describeTimeline = (timeline: Timeline, t: Translate): string =>
  t('timeline.a11y', {
    d: formatSeconds(timeline.durationMs),
    v: countOf(timeline, 'video'),
    a: timeline.tracks.filter(({ kind, segments }) => kind === 'audio' && segments.length > 0).length,
    t: countOf(timeline, 'text'),
  });

/** "3 段视频 · 配乐 · 6 条字幕": what the folded stage says. */
export function describeTracks(timeline: Timeline, t: Translate): string {
  const clips = countOf(timeline, 'video');
  const cues = countOf(timeline, 'text');
  const parts = [
    clips > 0 ? t('timeline.clips_n', { n: clips }) : '',
    countOf(timeline, 'audio') > 0 ? t('timeline.audio') : '',
    cues > 0 ? t('timeline.lines_n', { n: cues }) : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Segment shown at a moment: the picture track's, `undefined` in a gap. */
export const segmentAt = (timeline: Timeline, positionMs: number): Segment | undefined =>
  timeline.tracks
    .filter(({ kind }) => kind === 'video')
    .flatMap(({ segments }) => segments)
    .find(({ startMs, durationMs }) => positionMs >= startMs && positionMs < startMs + durationMs);
