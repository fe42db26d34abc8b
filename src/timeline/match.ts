import type { Segment } from '../contract/relay/timeline.ts';
import { endMsOf } from './position.ts';

export type Pair = { before: Segment; after: Segment };

/** Segments of two drafts that are the same one to a person, and those that are only in one of them. */
export type Matches = { pairs: Pair[]; added: Segment[]; removed: Segment[] };

/** Whether two segments may be one. Rules are tried in order, each on what the ones before it left. */
type Rule = { key: (segment: Segment) => string } | { score: (before: Segment, after: Segment) => number };

/** What a piece of picture or sound is of, whatever its id and place. */
export const identityOf = (segment: Segment): string => {
  const made = segment.effects.filter((effect) => effect.startsWith('bed:') || effect.startsWith('seed:'));
  return JSON.stringify([segment.source?.clip ?? segment.name, ...made]);
};

/** Length that two segments share of one clip, in ms of the clip. */
export function sharedSourceMs(a: Segment, b: Segment): number {
  if (!a.source || !b.source || a.source.clip !== b.source.clip) return 0;
  return Math.min(a.source.outMs, b.source.outMs) - Math.max(a.source.inMs, b.source.inMs);
}

/** Other words in the same place and role are the old ones rewritten. */
const sharedTimeMs = (a: Segment, b: Segment): number =>
  a.role === b.role ? Math.min(endMsOf(a), endMsOf(b)) - Math.max(a.startMs, b.startMs) : 0;
const contentOf = (segment: Segment): string =>
  JSON.stringify([identityOf(segment), segment.source?.inMs, segment.source?.outMs ?? segment.durationMs]);
const textOf = (segment: Segment): string => segment.text ?? segment.name;

/** An id counts only with the same identity: a backend that numbers anew after a removal gives old ids to other clips. */
const sourceRules: Rule[] = [
  { key: (segment) => JSON.stringify([segment.id, contentOf(segment)]) },
  { key: contentOf },
  { key: (segment) => JSON.stringify([segment.id, identityOf(segment)]) },
  { score: sharedSourceMs },
  { key: (segment) => (segment.source ? JSON.stringify([segment.id, contentOf(segment)]) : identityOf(segment)) },
];

const textRules: Rule[] = [
  { key: (segment) => JSON.stringify([segment.id, textOf(segment)]) },
  { key: (segment) => JSON.stringify([textOf(segment), segment.startMs]) },
  { key: textOf },
  { key: (segment) => segment.id },
  { score: sharedTimeMs },
];

function matchByKey(left: Matches, key: (segment: Segment) => string): Matches {
  const waiting = new Map<string, Segment[]>();
  for (const segment of left.removed) waiting.set(key(segment), [...(waiting.get(key(segment)) ?? []), segment]);
  const pairs = [...left.pairs];
  const added = left.added.filter((after) => {
    const before = waiting.get(key(after))?.shift();
    if (before) pairs.push({ before, after });
    return !before;
  });
  return { pairs, added, removed: [...waiting.values()].flat() };
}

function matchByScore(left: Matches, score: (before: Segment, after: Segment) => number): Matches {
  const pairs = [...left.pairs];
  const removed = [...left.removed];
  const added = left.added.filter((after) => {
    let bestAt = -1;
    let best = 0;
    removed.forEach((before, at) => {
      const value = score(before, after);
      if (value > best) [best, bestAt] = [value, at];
    });
    const [before] = bestAt < 0 ? [] : removed.splice(bestAt, 1);
    if (before) pairs.push({ before, after });
    return !before;
  });
  return { pairs, added, removed };
}

function match(before: Segment[], after: Segment[], rules: Rule[]): Matches {
  return rules.reduce<Matches>((left, rule) => ('key' in rule ? matchByKey(left, rule.key) : matchByScore(left, rule.score)), {
    pairs: [],
    added: after,
    removed: before,
  });
}

/** Matches pieces of clips: by content first, so that new ids or new numbers do not look like new pieces. */
export const matchSources = (before: Segment[], after: Segment[]): Matches => match(before, after, sourceRules);

/** Matches words on the picture: by what they say first, then by place in time. */
export const matchTexts = (before: Segment[], after: Segment[]): Matches => match(before, after, textRules);
