import type { Change, Segment, Timeline } from '../contract/relay/timeline.ts';
import { effectNameOf } from './effect.ts';
import type { Finding } from './finding.ts';
import { type Matches, matchSources, type Pair, sharedSourceMs } from './match.ts';
import { longestIncreasing } from './order.ts';

const videoOf = (timeline: Timeline): Segment[] =>
  timeline.tracks.filter((track) => track.kind === 'video').flatMap((track) => track.segments);

/** Pieces cut out of a segment that went on, or joined back into one: neither new nor gone. A repeat of what is still there is new. */
function splitPieces({ pairs, added, removed }: Matches): { pieces: Pair[]; added: Segment[]; removed: Segment[] } {
  const pieces: Pair[] = [];
  const kept = pairs.map((pair) => pair.after);
  const isNew = (after: Segment) => {
    if (kept.some((other) => sharedSourceMs(other, after) > 0)) return true;
    const origin = pairs.find((pair) => sharedSourceMs(pair.before, after) > 0);
    if (origin) pieces.push({ before: origin.before, after });
    return !origin;
  };
  const isGone = (before: Segment) =>
    pairs.some((pair) => sharedSourceMs(pair.before, before) > 0) || !pairs.some((pair) => sharedSourceMs(pair.after, before) > 0);
  return { added: added.filter(isNew), pieces, removed: removed.filter(isGone) };
}

/** Pairs of the film whose place among the others changed, by the fewest moves that explain it. */
function findMoved(pairs: Pair[], before: Timeline, after: Timeline): Pair[] {
  const film = (timeline: Timeline) =>
    new Map((timeline.tracks.find((track) => track.kind === 'video')?.segments ?? []).map((segment) => [segment, segment.startMs]));
  const [filmBefore, filmAfter] = [film(before), film(after)];
  const ordered = pairs
    .filter((pair) => filmBefore.has(pair.before) && filmAfter.has(pair.after))
    .sort((a, b) => a.after.startMs - b.after.startMs);
  const kept = longestIncreasing(ordered.map((pair) => pair.before.startMs));
  return ordered.filter((_, at) => !kept.has(at));
}

const isTrimmed = ({ before, after }: Pair) => before.source?.inMs !== after.source?.inMs || before.source?.outMs !== after.source?.outMs;
const isStretched = ({ before, after }: Pair) => before.durationMs !== after.durationMs;
const isRestyled = ({ before, after }: Pair) => before.effects.join() !== after.effects.join();

/** Names of the effects that only one of two segments has. */
const effectsBetween = ({ before, after }: Pair): string[] => [
  ...after.effects.filter((effect) => !before.effects.includes(effect)).map(effectNameOf),
  ...before.effects.filter((effect) => !after.effects.includes(effect)).map(effectNameOf),
];

const has = (segment: Segment, name: string): boolean => segment.effects.some((effect) => effectNameOf(effect) === name);

/** Lies over the film: its length and its sound are not the film's. */
const isInset = ({ before, after }: Pair): boolean => has(before, 'pip') || has(after, 'pip');

/** What people do not call a clip: a still held in the film, a picture laid over it. */
const ownNames = ['freeze', 'pip'] as const;
const ownNameOf = (segment: Segment): string | undefined => ownNames.find((name) => has(segment, name));
const isElsewhere = ({ before, after }: Pair) => before.startMs !== after.startMs;

/** Compares the picture: which clips are in it, in which order, at which length, speed and loudness. */
export function diffFilm(before: Timeline, after: Timeline): Finding {
  const matches = matchSources(videoOf(before), videoOf(after));
  const { added, removed, pieces } = splitPieces(matches);
  const moved = findMoved(matches.pairs, before, after);
  const all = [...matches.pairs.filter((pair) => !isInset(pair)), ...pieces];
  const faster = all.filter((pair) => pair.before.speed !== pair.after.speed);
  const louder = all.filter((pair) => pair.before.volume !== pair.after.volume);
  const restyled = [...matches.pairs, ...pieces].filter(isRestyled);
  const trimmed = matches.pairs.filter((pair) => isTrimmed(pair) || isStretched(pair));
  const [addedCount, removedCount] = [added, removed].map((some) => some.filter((one) => !ownNameOf(one)).length);
  const named = [...added, ...removed].flatMap((segment) => ownNameOf(segment) ?? []);

  const changes: Change[] = [];
  if (addedCount) changes.push({ kind: 'clips_added', count: addedCount });
  if (removedCount) changes.push({ kind: 'clips_removed', count: removedCount });
  if (moved.length > 0) changes.push({ kind: 'clips_reordered' });
  if (faster[0]) changes.push({ kind: 'speed', speed: faster[0].after.speed });
  if (louder[0]) changes.push({ kind: 'sound_volume', volume: louder[0].after.volume });

  const insets = matches.pairs.filter((pair) => isElsewhere(pair) && pair.after.effects.some((effect) => effect.startsWith('pip')));
  const pairsTouched = [...moved, ...faster, ...louder, ...restyled, ...trimmed, ...pieces, ...insets];
  const hasSlipped = before.durationMs === after.durationMs && trimmed.length > 0 && changes.length === 0;
  return {
    changes,
    touched: [...added, ...pairsTouched.map((pair) => pair.after)].map((segment) => segment.id),
    isOther: restyled.length > 0 || named.length > 0 || hasSlipped,
    of: [...restyled.flatMap(effectsBetween), ...named],
  };
}
