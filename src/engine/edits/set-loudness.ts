import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';

/** Loudness of the whole to −14 LUFS, on or off. */
export function setLoudness(draft: EngineDraft, { on }: EditOf<'set_loudness'>): EngineDraft {
  if (draft.d === 0) throw new EditRefused('nothing_there');
  const { loudness: _, ...rest } = draft;
  return (on ? { ...rest, loudness: true } : rest) as EngineDraft;
}
