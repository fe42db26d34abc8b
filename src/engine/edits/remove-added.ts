import type { EngineDraft } from '../draft.ts';
import type { EditContext } from './context.ts';
import { EditRefused } from './refused.ts';
import { mapOverlays, mapSounds, mapTexts, overlaysOf, soundsOf, textsOf } from './tracks.ts';

const extrasOf = (draft: EngineDraft): string[] =>
  [...textsOf(draft), ...soundsOf(draft), ...overlaysOf(draft)].map((segment) => segment.id);

/** Takes away the words, sounds and logos that the newest turn with any had added; without a history all of them. */
export function removeAdded(draft: EngineDraft, _args: unknown, { history }: EditContext): EngineDraft {
  const now = extrasOf(draft);
  if (now.length === 0) throw new EditRefused('nothing_there');
  const before = [...history.past]
    .reverse()
    .map((past) => new Set(extrasOf(past)))
    .find((past) => now.some((id) => !past.has(id)));
  const keep = before ?? new Set<string>();
  const only = <Segment extends { id: string }>(segment: Segment): Segment[] => (keep.has(segment.id) ? [segment] : []);
  return mapOverlays(mapSounds(mapTexts(draft, only), only), only);
}
