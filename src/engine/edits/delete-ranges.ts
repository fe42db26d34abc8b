import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { keepRanges } from './keep-ranges.ts';
import { EditRefused } from './refused.ts';

type Range = EditOf<'delete_ranges'>['ranges'][number];

/** Cuts ranges out of the film and closes the gaps. */
export function deleteRanges(draft: EngineDraft, { ranges }: EditOf<'delete_ranges'>): EngineDraft {
  const beyond = ranges.find((range) => range.fromMs >= draft.d || range.toMs <= range.fromMs);
  if (beyond) throw new EditRefused('out_of_range', { at: beyond.fromMs, length: draft.d });
  const kept = without(draft.d, ranges);
  if (kept.length === 0) throw new EditRefused('nothing_left');
  return keepRanges(draft, { type: 'keep_ranges', ranges: kept });
}

/** What is left of `0…lengthMs` without the ranges. */
export function without(lengthMs: number, ranges: Range[]): Range[] {
  const kept: Range[] = [];
  let at = 0;
  for (const range of [...ranges].sort((a, b) => a.fromMs - b.fromMs)) {
    if (range.fromMs > at) kept.push({ fromMs: at, toMs: Math.min(range.fromMs, lengthMs) });
    at = Math.max(at, range.toMs);
  }
  if (at < lengthMs) kept.push({ fromMs: at, toMs: lengthMs });
  return kept;
}
