import type { Export } from '../../../src/contract/relay/export.ts';
import type { Segment, Timeline } from '../../../src/contract/relay/timeline.ts';
import type { Turn, TurnEvent } from '../../../src/contract/relay/turn.ts';

export const emptyTimeline: Timeline = { durationMs: 0, canvas: { width: 1080, height: 1920 }, tracks: [] };

/** A timeline of clips of these lengths, one after another. */
export function timelineOf(lengths: number[]): Timeline {
  let startMs = 0;
  const segments = lengths.map((durationMs, index): Segment => {
    const segment = {
      id: `s${index + 1}`,
      name: `clip ${index + 1}`,
      startMs,
      durationMs,
      speed: 1,
      volume: 100,
      effects: [],
      source: { clip: `c${index + 1}`, inMs: 0, outMs: durationMs },
    };
    startMs += durationMs;
    return segment;
  });
  return { ...emptyTimeline, durationMs: startMs, tracks: [{ kind: 'video', segments }] };
}

/** The same with captions every two seconds and music under all of it: every lane is drawn. */
export function dressed(timeline: Timeline): Timeline {
  const { durationMs } = timeline;
  const plain = { speed: 1, volume: 100, effects: [] };
  const captions = Array.from({ length: Math.floor(durationMs / 2_000) }, (_, index) => ({
    ...plain,
    id: `t${index + 1}`,
    name: 'caption',
    text: `第 ${index + 1} 句话`,
    startMs: index * 2_000,
    durationMs: 1_800,
    style: { size: 0.035, x: 0.5, y: 0.82, color: '#ffffff' },
  }));
  const music = { ...plain, id: 'a1', name: '晴天散步', startMs: 0, durationMs, volume: 40 };
  return {
    ...timeline,
    tracks: [...timeline.tracks, { kind: 'audio', segments: [music] }, { kind: 'text', segments: captions }],
  };
}

type Changed = Extract<TurnEvent, { type: 'changed' }>;

/** The event of an edit that led to this timeline. */
export const changedTo = (version: number, timeline: Timeline, fromMs: number): Changed => ({
  type: 'changed',
  version,
  changes: [{ kind: 'duration', fromMs, toMs: timeline.durationMs }],
  touched: ['s1'],
  unasked: [],
  timeline,
});

/** A turn of the past. */
export function finishedTurn(id: string, text: string, events: TurnEvent[]): Turn {
  const all: TurnEvent[] = [{ type: 'started', at: 1 }, ...events, { type: 'done', outcome: 'answered' }];
  return { id, text, route: 'edit', state: 'done', createdAt: 1_760_000_000_000, lastSeq: all.length, events: all };
}

/** An export that is done. */
export const finished = (exportId: string, durationMs: number, sizeBytes = 18_600_000): Partial<Export> => ({
  state: 'done',
  percent: 100,
  file: {
    url: `/v1/exports/${exportId}/file`,
    name: 'saycut.mp4',
    sizeBytes,
    width: 1080,
    height: 1920,
    fps: 30,
    durationMs,
    expiresAt: Date.now() + 3_600_000,
  },
});
