import type { Change, Segment, Timeline } from '../contract/relay/timeline.ts';
import type { Finding } from './finding.ts';
import { identityOf, matchSources, type Pair } from './match.ts';
import { endMsOf } from './position.ts';

const soundsOf = (timeline: Timeline): Segment[] =>
  timeline.tracks.filter((track) => track.kind === 'audio').flatMap((track) => track.segments);

/** Speech, by the draft's role or, where it gives none, by the name. */
function isVoice(segment: Segment): boolean {
  if (segment.role !== undefined) return /voice|tts|speech|narrat|dub/i.test(segment.role);
  return /voice-?over|narration|\btts\b|配音|旁白|朗读/i.test(segment.name);
}

/** Music that ends with the film grows and shrinks with it: nobody changed it. */
function hasKeptPlace({ before, after }: Pair, filmBefore: Timeline, filmAfter: Timeline): boolean {
  if (before.startMs !== after.startMs) return false;
  if (before.durationMs === after.durationMs) return true;
  const isToTheEnd = (segment: Segment, film: Timeline) => endMsOf(segment) >= film.durationMs - 50;
  return (
    filmBefore.durationMs !== filmAfter.durationMs &&
    isToTheEnd(after, filmAfter) &&
    (isToTheEnd(before, filmBefore) || endMsOf(before) > filmAfter.durationMs)
  );
}

const isRestyled = ({ before, after }: Pair) =>
  before.effects.join() !== after.effects.join() || before.speed !== after.speed || before.text !== after.text;

/** Pieces of music by what they are: the same song in three pieces is one song. */
const songsOf = (segments: Segment[]): Map<string, Segment> =>
  new Map(segments.filter((segment) => !isVoice(segment)).map((segment) => [identityOf(segment), segment]));

function diffSongs(before: Segment[], after: Segment[]): Change[] {
  const [songsBefore, songsAfter] = [songsOf(before), songsOf(after)];
  const added = [...songsAfter].filter(([song]) => !songsBefore.has(song)).map(([, segment]) => segment);
  const removedCount = [...songsBefore.keys()].filter((song) => !songsAfter.has(song)).length;
  const changes: Change[] = added.map((segment, at) =>
    at < removedCount ? { kind: 'music_swapped', name: segment.name } : { kind: 'music_added', name: segment.name, volume: segment.volume },
  );
  return removedCount > added.length ? [...changes, { kind: 'music_removed' }] : changes;
}

/** Compares music and spoken words added to the film; the clips' own sound belongs to the film. */
export function diffSound(before: Timeline, after: Timeline): Finding {
  const [soundsBefore, soundsAfter] = [soundsOf(before), soundsOf(after)];
  const { pairs, added, removed } = matchSources(soundsBefore, soundsAfter);
  const louder = pairs.filter((pair) => pair.before.volume !== pair.after.volume);
  const altered = pairs.filter((pair) => isRestyled(pair) || !hasKeptPlace(pair, before, after));
  const louderSong = louder.find((pair) => !isVoice(pair.after));

  const changes = diffSongs(soundsBefore, soundsAfter);
  if (louderSong) changes.push({ kind: 'music_volume', volume: louderSong.after.volume });
  if (added.some(isVoice)) changes.push({ kind: 'voice_added' });
  const hasLostVoice = removed.some(isVoice) && !added.some(isVoice);
  const hasSplit = changes.length === 0 && (added.length > 0 || removed.length > 0);
  return {
    changes,
    touched: [...louder, ...altered].map((pair) => pair.after.id).concat(added.map((segment) => segment.id)),
    isOther: altered.length > 0 || hasLostVoice || hasSplit || louder.some((pair) => isVoice(pair.after)),
  };
}
