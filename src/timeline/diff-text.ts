import type { Change, Segment, Timeline } from '../contract/relay/timeline.ts';
import type { Finding } from './finding.ts';
import { matchTexts, type Pair } from './match.ts';
import { clipMsAt, endMsOf, filmOf, segmentAt } from './position.ts';

/** Words may follow the film by this much without having been moved by anyone. */
const FOLLOW_MS = 100;

type TextRole = 'title' | 'caption';
type Role = (segment: Segment) => TextRole;

/** Where no role is given, words alone on their track are a title, unless the person spoke of captions. */
function roleReader(timeline: Timeline, asksForCaptions: boolean): Role {
  const tracks = timeline.tracks.filter((track) => track.kind === 'text');
  const alone = new Set(tracks.filter((track) => track.segments.length === 1).flatMap((track) => track.segments));
  return (segment) => {
    if (segment.role === 'title') return 'title';
    return segment.role === undefined && alone.has(segment) && !asksForCaptions ? 'title' : 'caption';
  };
}

const textsOf = (timeline: Timeline): Segment[] =>
  timeline.tracks.filter((track) => track.kind === 'text').flatMap((track) => track.segments);

/** The moment of the person's own material that is on the screen: it stays when a cut elsewhere moves the film. */
function anchorAt(timeline: Timeline, ms: number): { clip: string; ms: number } | undefined {
  const film = filmOf(timeline);
  const segment = film && segmentAt(film, ms);
  const clipMs = segment && clipMsAt(segment, ms);
  return segment?.source && clipMs !== undefined ? { clip: segment.source.clip, ms: clipMs } : undefined;
}

/** Whether words are still over the same moment: at the same time, or moved along with the film by a cut. */
function hasStayed(pair: Pair, before: Timeline, after: Timeline): boolean {
  const isSameTime = pair.before.startMs === pair.after.startMs && pair.before.durationMs === pair.after.durationMs;
  if (isSameTime) return true;
  const follows = (beforeMs: number, afterMs: number) => {
    const [from, to] = [anchorAt(before, beforeMs), anchorAt(after, afterMs)];
    return from !== undefined && to !== undefined && from.clip === to.clip && Math.abs(from.ms - to.ms) <= FOLLOW_MS;
  };
  const startFollows = follows(pair.before.startMs, pair.after.startMs);
  const endFollows = follows(endMsOf(pair.before) - 1, endMsOf(pair.after) - 1);
  const isCutShort = endMsOf(pair.after) === after.durationMs || pair.after.startMs === 0;
  return (startFollows && endFollows) || ((startFollows || endFollows) && isCutShort);
}

const isEnlarged = ({ before, after }: Pair) => (after.style?.size ?? 0) > (before.style?.size ?? 0);

/** Whether more than the size of the letters changed. */
function isRewritten({ before, after }: Pair): boolean {
  const lookOf = ({ text, style, effects }: Segment) => JSON.stringify([text, { ...style, size: 0 }, effects]);
  return lookOf(before) !== lookOf(after) || (after.style?.size ?? 0) < (before.style?.size ?? 0);
}

function diffCaptions(pairs: Pair[], isChanged: (pair: Pair) => boolean): Change[] {
  const enlarged = pairs.filter(isEnlarged).length;
  const changed = pairs.filter(isChanged).length;
  return [
    ...(enlarged > 0 ? [{ kind: 'captions_enlarged' as const, count: enlarged }] : []),
    ...(changed > 0 ? [{ kind: 'captions_changed' as const, count: changed }] : []),
  ];
}

const wordsOf = (segment: Segment): string => segment.text ?? segment.name;

const titleAdded = (segment: Segment): Change => ({
  kind: 'title_added',
  text: wordsOf(segment),
  ...(segment.startMs > 0 && { atMs: segment.startMs }),
});

/** Compares titles and captions: what they say, how they look, and when they are shown. */
export function diffText(before: Timeline, after: Timeline, asksForCaptions: boolean): Finding {
  const { pairs, added, removed } = matchTexts(textsOf(before), textsOf(after));
  const [roleBefore, roleAfter] = [roleReader(before, asksForCaptions), roleReader(after, asksForCaptions)];
  const isTitle = ({ after: segment }: Pair) => segment.role === 'title' || roleAfter(segment) === 'title';
  const isChanged = (pair: Pair) => isRewritten(pair) || !hasStayed(pair, before, after);
  const touched = pairs.filter((pair) => isChanged(pair) || isEnlarged(pair));

  const changes: Change[] = diffCaptions(
    pairs.filter((pair) => !isTitle(pair)),
    isChanged,
  );
  const captionsAdded = added.filter((segment) => roleAfter(segment) === 'caption').length;
  const captionsRemoved = removed.filter((segment) => roleBefore(segment) === 'caption').length;
  if (captionsAdded > 0) changes.push({ kind: 'captions_added', count: captionsAdded });
  if (captionsRemoved > 0) changes.push({ kind: 'captions_removed', count: captionsRemoved });
  for (const pair of touched.filter(isTitle)) changes.push({ kind: 'title_changed', text: wordsOf(pair.after) });
  for (const segment of added.filter((one) => roleAfter(one) === 'title')) changes.push(titleAdded(segment));
  for (const segment of removed.filter((one) => roleBefore(one) === 'title'))
    changes.push({ kind: 'title_removed', text: wordsOf(segment) });
  return { changes, touched: [...touched.map((pair) => pair.after), ...added].map((segment) => segment.id), isOther: false };
}
