import { TEXT_DEFAULTS } from '../../contract/upstream/text-look.ts';
import type { EngineDraft, TextSegment } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { mapTexts } from './tracks.ts';
import { pickWords, SAFE, withLook } from './words.ts';

/** Changes how words look and where they stand; what they say and when stays. */
export function styleText(draft: EngineDraft, edit: EditOf<'style_text'>): EngineDraft {
  const chosen = pickWords(draft, edit.words);
  return mapTexts(draft, (text) => [chosen.has(text.id) ? styled(text, edit) : text]);
}

function styled(text: TextSegment, { look, sizeTimes, yBy, xBy }: EditOf<'style_text'>): TextSegment {
  const next = withLook(text, look);
  const usual = TEXT_DEFAULTS[text.role];
  const share = (value: number) => Math.round(value * 10_000) / 10_000;
  if (sizeTimes !== undefined) next.size = share(Math.max(0.012, Math.min(0.2, (text.size ?? usual.size) * sizeTimes)));
  if (yBy !== undefined) next.y = share(Math.max(SAFE.top, Math.min(SAFE.bottom, (text.y ?? usual.y) + yBy)));
  if (xBy !== undefined) next.x = share(Math.max(SAFE.left, Math.min(SAFE.right, (text.x ?? usual.x) + xBy)));
  return next;
}
