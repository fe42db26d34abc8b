import type { EngineDraft } from '../draft.ts';
import { sentencesOf, strengthOf } from '../speech/sentences.ts';
import { silencesOnFilm } from '../speech/silences.ts';
import type { EditContext } from './context.ts';
import type { EditOf } from './edit.ts';
import { keepRanges } from './keep-ranges.ts';
import { EditRefused } from './refused.ts';
import { filmOf } from './tracks.ts';

type Range = { fromMs: number; toMs: number };

/** A cut may miss the length asked for by this share, to end between two sentences. */
const TOLERANCE = 0.03;

/**
 * Makes the film about as long as asked. One clip keeps its start, to the pause nearest the length; several clips each keep their share.
 * `strongest` puts the strongest sentence first, where words are known.
 */
export function fitLength(draft: EngineDraft, { toMs, open }: EditOf<'fit_length'>, context: EditContext): EngineDraft {
  const film = filmOf(draft);
  if (film.length === 0) throw new EditRefused('nothing_there');
  if (draft.d <= toMs) throw new EditRefused('already_so', { length: draft.d });
  const ranges = open === 'strongest' ? strongestFirst(draft, toMs, context) : undefined;
  if (ranges) return keepRanges(draft, { type: 'keep_ranges', ranges });
  const isOfManyClips = new Set(film.map((segment) => segment.src)).size > 1;
  if (isOfManyClips) return keepRanges(draft, { type: 'keep_ranges', ranges: sharesOf(draft, toMs) });
  return keepRanges(draft, { type: 'keep_ranges', ranges: [{ fromMs: 0, toMs: pauseNear(draft, toMs, context) }] });
}

/** The moment nearest to `toMs`, and not past it by more than a little, where nobody speaks. */
function pauseNear(draft: EngineDraft, toMs: number, context: EditContext): number {
  const near = silencesOnFilm(draft, context.clips)
    .map((pause) => Math.round(Math.min(pause.toMs, pause.fromMs + 300)))
    .filter((at) => at <= toMs && at >= toMs * (1 - TOLERANCE));
  return near.at(-1) ?? toMs;
}

/** The head of each segment by its share of the film, so that every clip stays in. */
function sharesOf(draft: EngineDraft, toMs: number): Range[] {
  const film = filmOf(draft);
  const overlap = (draft.transitions ?? []).reduce((sum, transition) => sum + transition.ms, 0);
  const whole = film.reduce((sum, segment) => sum + segment.d, 0);
  let used = 0;
  let seen = 0;
  return film.map((segment) => {
    seen += segment.d;
    const length = Math.round(((toMs + overlap) * seen) / whole) - used;
    used += length;
    return { fromMs: segment.s, toMs: segment.s + Math.max(1, length) };
  });
}

/** The strongest sentence, then the film from its start, up to the length. */
function strongestFirst(draft: EngineDraft, toMs: number, context: EditContext): Range[] | undefined {
  const sentences = sentencesOf(draft, context.words ?? {});
  const best = sentences.reduce<(typeof sentences)[number] | undefined>(
    (most, next) => (most && strengthOf(most.text) >= strengthOf(next.text) ? most : next),
    undefined,
  );
  if (!best) return undefined;
  const hook = { fromMs: best.startMs, toMs: Math.min(best.endMs, best.startMs + toMs) };
  const left = toMs - (hook.toMs - hook.fromMs);
  if (hook.fromMs < 500 || left < 500)
    return [{ fromMs: Math.min(hook.fromMs, draft.d - toMs), toMs: Math.min(hook.fromMs, draft.d - toMs) + toMs }];
  if (hook.fromMs >= left) return [hook, { fromMs: 0, toMs: left }];
  const rest = [
    { fromMs: 0, toMs: hook.fromMs },
    { fromMs: hook.toMs, toMs: Math.min(draft.d, hook.toMs + left - hook.fromMs) },
  ];
  return [hook, ...rest.filter((range) => range.toMs > range.fromMs)];
}
