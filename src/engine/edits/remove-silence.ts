import type { EngineDraft } from '../draft.ts';
import { isFiller } from '../speech/fillers.ts';
import { BREATH_MS, silencesOf } from '../speech/silences.ts';
import { clipOf, type EditContext } from './context.ts';
import { deleteRanges } from './delete-ranges.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { filmOf } from './tracks.ts';

/** Cuts the pauses out of the speech, and filler words where words are known. A breath stays on both sides of every word. */
export function removeSilence(draft: EngineDraft, edit: EditOf<'remove_silence'>, context: EditContext): EngineDraft {
  const { fillers, pauses = true, overMs, which, range, first, leaveMs = 0 } = edit;
  const film = filmOf(draft);
  if (film.length === 0) throw new EditRefused('nothing_there');
  const known = film.filter((segment) => clipOf(context, segment.src)?.speech !== undefined);
  if (!known.some((segment) => (clipOf(context, segment.src)?.speech ?? []).length > 0)) throw new EditRefused('no_speech');
  const everywhere = known.flatMap((segment) => {
    const speech = clipOf(context, segment.src)?.speech ?? [];
    const said = (context.words?.[segment.src]?.words ?? []).filter((word) => fillers && isFiller(word.text));
    const gone = [
      ...(pauses && speech.length > 0 ? silencesOf(speech, segment, overMs).map((pause) => lessLeft(pause, leaveMs)) : []),
      ...said,
    ];
    const at = (ms: number) =>
      segment.s + Math.round((Math.min(segment.out, Math.max(segment.in, ms)) - segment.in) / (segment.speed ?? 1));
    return gone.map((pause) => ({ fromMs: at(pause.startMs), toMs: at(pause.endMs) })).filter((range) => range.toMs > range.fromMs);
  });
  const ranges = (range ? within(everywhere, range) : everywhere).slice(0, first);
  const isHeard = film.some((segment) => context.words?.[segment.src] !== undefined);
  if (ranges.length === 0 && !pauses) throw new EditRefused(isHeard ? 'no_fillers' : 'fillers_unheard');
  if (ranges.length === 0) throw new EditRefused('no_silence', overMs === undefined ? {} : { over: overMs });
  return deleteRanges(draft, { type: 'delete_ranges', ranges: which ? chosen(ranges, which, draft.d) : ranges });
}

type Range = { fromMs: number; toMs: number };

/** What goes of a pause when so much of it is to stay; a breath is left in any case. */
function lessLeft({ startMs, endMs }: { startMs: number; endMs: number }, leaveMs: number): { startMs: number; endMs: number } {
  const stays = Math.max(0, leaveMs - 2 * BREATH_MS);
  return { startMs: Math.min(endMs, startMs + stays), endMs };
}

/** The parts of ranges that lie in a stretch of the film. */
const within = (ranges: Range[], { fromMs, toMs }: Range): Range[] =>
  ranges
    .map((range) => ({ fromMs: Math.max(range.fromMs, fromMs), toMs: Math.min(range.toMs, toMs) }))
    .filter((range) => range.toMs > range.fromMs);

/** Some of the pauses: at the ends of the film, the last, the longest, or the `n`th. */
function chosen(ranges: Range[], which: NonNullable<EditOf<'remove_silence'>['which']>, lengthMs: number): Range[] {
  const found = choose(ranges, which, lengthMs);
  if (found.length === 0) throw new EditRefused('no_silence');
  return found;
}

function choose(ranges: Range[], which: NonNullable<EditOf<'remove_silence'>['which']>, lengthMs: number): Range[] {
  const length = ({ fromMs, toMs }: Range) => toMs - fromMs;
  switch (which) {
    case 'ends':
      return ranges.filter(({ fromMs, toMs }) => fromMs === 0 || toMs === lengthMs);
    case 'last':
      return ranges.slice(-1);
    case 'longest':
      return [...ranges].sort((a, b) => length(b) - length(a)).slice(0, 1);
    default:
      return ranges.slice(which - 1, which);
  }
}
