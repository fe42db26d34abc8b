import type { Change, Segment, Timeline, TrackKind } from '../contract/relay/timeline.ts';
import { asksFor, type Extra } from './asked.ts';
import { diffFilm } from './diff-film.ts';
import { diffSound } from './diff-sound.ts';
import { diffText } from './diff-text.ts';
import { canonical } from './effect.ts';
import type { Finding } from './finding.ts';
import { readTimeline } from './read.ts';

/** What really changed between two drafts. */
export type Difference = {
  /** Most important first; empty for equal drafts. */
  changes: Change[];
  /** Ids, in the newer draft, of the segments that changed. */
  touched: string[];
  /** What appeared without the person's words asking for it. */
  unasked: Extra[];
};

const importance: Change['kind'][] = [
  'duration',
  'clips_added',
  'clips_removed',
  'clips_reordered',
  'canvas',
  'speed',
  'captions_added',
  'captions_removed',
  'captions_enlarged',
  'captions_changed',
  'title_added',
  'title_changed',
  'title_removed',
  'music_added',
  'music_swapped',
  'music_removed',
  'music_volume',
  'voice_added',
  'sound_volume',
  'other',
];

const segmentsOf = (timeline: Timeline, kind: TrackKind): Segment[] =>
  timeline.tracks.filter((track) => track.kind === kind).flatMap((track) => track.segments);

function diffWhole(before: Timeline, after: Timeline): Finding {
  const changes: Change[] = [];
  if (before.durationMs !== after.durationMs) changes.push({ kind: 'duration', fromMs: before.durationMs, toMs: after.durationMs });
  const { width, height } = after.canvas;
  if (before.canvas.width !== width || before.canvas.height !== height) changes.push({ kind: 'canvas', width, height });
  return { changes, touched: [], isOther: false };
}

/** Tracks that nobody knows: compared as they are. */
function diffUnknown(before: Timeline, after: Timeline): Finding {
  const known = new Set(segmentsOf(before, 'other').map((segment) => JSON.stringify(segment)));
  const touched = segmentsOf(after, 'other').filter((segment) => !known.has(JSON.stringify(segment)));
  const isOther = touched.length > 0 || segmentsOf(after, 'other').length !== segmentsOf(before, 'other').length;
  return { changes: [], touched: touched.map((segment) => segment.id), isOther };
}

function findUnasked(changes: Change[], words: string | undefined): Extra[] {
  if (words === undefined) return [];
  const said = words.toLowerCase();
  const appeared = (change: Change): Extra[] => {
    if (change.kind === 'title_added') return change.text !== '' && said.includes(change.text.toLowerCase()) ? [] : ['title'];
    if (change.kind === 'music_added') return ['music'];
    return change.kind === 'captions_added' ? ['captions'] : [];
  };
  return [...new Set(changes.flatMap(appeared))].filter((extra) => !asksFor(extra, words));
}

/** The differences that no kind tells, by the names of their effects. */
function otherOf(findings: Finding[]): Change {
  const of = [...new Set(findings.flatMap((finding) => finding.of ?? []))];
  return of.length === 0 ? { kind: 'other' } : { kind: 'other', of };
}

/**
 * Compares two drafts by what segments are and hold, never by their place in a list. `words` is what the person said: with it, `unasked`
 * names what they did not ask for; left out, nothing is named; empty, everything new is.
 */
export function diffTimelines(before: Timeline, after: Timeline, words?: string): Difference {
  const findings = [
    diffWhole(before, after),
    diffFilm(before, after),
    diffText(before, after, words !== undefined && asksFor('captions', words)),
    diffSound(before, after),
    diffUnknown(before, after),
  ];
  const changes = findings.flatMap((finding) => finding.changes);
  const isUnsaid = changes.length === 0 && findings.some((finding) => finding.touched.length > 0);
  if (isUnsaid || findings.some((finding) => finding.isOther)) changes.push(otherOf(findings));
  return {
    changes: changes.sort((a, b) => importance.indexOf(a.kind) - importance.indexOf(b.kind)),
    touched: [...new Set(findings.flatMap((finding) => finding.touched))],
    unasked: findUnasked(changes, words),
  };
}

/** Whether two drafts say the same, whatever the order of their keys. */
export const isSameDraft = (before: unknown, after: unknown): boolean => canonical(before) === canonical(after);

/** As `diffTimelines`, from the drafts themselves: a change in fields that nobody knows is `other` instead of nothing. */
export function diffDrafts(before: unknown, after: unknown, words?: string): Difference {
  const difference = diffTimelines(readTimeline(before), readTimeline(after), words);
  if (difference.changes.length > 0 || isSameDraft(before, after)) return difference;
  return { ...difference, changes: [{ kind: 'other' }] };
}
