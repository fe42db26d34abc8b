import type { EngineDraft, TextSegment } from '../draft.ts';
import type { TextLook, Words } from './edit.ts';
import { EditRefused } from './refused.ts';
import { textsOf } from './tracks.ts';

/** The middle of a block stays inside these shares of the canvas, clear of what WeChat lays over a video. */
export const SAFE = { top: 0.08, bottom: 0.9, left: 0.1, right: 0.9 } as const;

/** Ids of the words meant; none is refused by the kind asked for. */
export function pickWords(draft: EngineDraft, words: Words): Set<string> {
  const texts = textsOf(draft);
  const chosen = texts.filter((text) => isMeant(text, words));
  if (chosen.length === 0) throw new EditRefused(words === 'titles' ? 'no_title' : 'no_captions');
  return new Set(chosen.map((text) => text.id));
}

function isMeant(text: TextSegment, words: Words): boolean {
  if (words === 'all') return true;
  if (words === 'captions') return text.role === 'caption';
  if (words === 'titles') return text.role === 'title';
  return words.includes(text.id);
}

/** A look put on a text; a box of `none` takes the box away. */
export function withLook(text: TextSegment, look: TextLook): TextSegment {
  const { box, ...rest } = look;
  const next = { ...text, ...rest };
  if (box === 'none') delete next.box;
  else if (box) next.box = box;
  return next;
}
