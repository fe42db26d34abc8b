import { TRACK_TYPE } from '../../contract/upstream/draft.ts';
import { LINE_HEIGHT, textHeightOf } from '../../contract/upstream/text-look.ts';
import type { EngineDraft, TextSegment } from '../draft.ts';

/** How long the label stands and how high its signs are. Source: GB 45438-2025: at least 2 s, at least 5 % of the shorter side. */
const LABEL_MS = 2_500;
const LABEL_SHARE = 0.055;

/** The draft with a visible label at its start, top left, where no title and no caption stands. Pure. */
export function withLabel(draft: EngineDraft, label: string | undefined): EngineDraft {
  if (label === undefined) return draft;
  const { width, height } = draft.m;
  const segment: TextSegment = {
    id: 'ai-label',
    role: 'title',
    s: 0,
    d: Math.min(LABEL_MS, draft.d),
    tx: label,
    size: (LABEL_SHARE * Math.min(width, height) * LINE_HEIGHT) / textHeightOf({ width, height }),
    x: 0,
    y: 0,
    box: '#000000',
    anim: 'none',
  };
  return { ...draft, t: [...draft.t, { tt: TRACK_TYPE.text, sg: [segment] }] };
}
