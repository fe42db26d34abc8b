import type { Edit, EditOf } from '../../edits/edit.ts';

/** How a step is done over: what it added, what it multiplied, and a speed, of which it is not known what it was before. */
type Way = { by: (n: number) => number; times: (n: number) => number; speed: (n: number) => number };

const ways = {
  more: { by: (n) => n, times: (n) => n, speed: (n) => n * (n > 1 ? 1.25 : 0.8) },
  /** Half of it back. */
  less: { by: (n) => -n / 2, times: (n) => 1 / Math.sqrt(n), speed: Math.sqrt },
  /** As far to the other side. */
  other: { by: (n) => -n, times: (n) => 1 / n, speed: (n) => 1 / n },
} satisfies Record<string, Way>;

/** The same step once more, half of it back, or to the other side; none for an edit that is no step. */
export function stepOf(edit: Edit, name: keyof typeof ways): Edit[] {
  const way: Way = ways[name];
  switch (edit.type) {
    case 'set_volume':
      return edit.times === undefined ? [] : [{ ...edit, times: way.times(edit.times) }];
    case 'shift_text':
      return [{ ...edit, byMs: Math.round(way.by(edit.byMs)) }];
    case 'set_speed':
      return [{ ...edit, speed: Math.max(0.1, Math.min(16, Math.round(way.speed(edit.speed) * 100) / 100)) }];
    case 'set_transitions':
      return edit.kind === 'none' || name === 'other' ? [] : [{ ...edit, ms: Math.round(edit.ms * (name === 'more' ? 1.5 : 0.6)) }];
    case 'style_text':
      return textStep(edit, way);
    case 'set_picture':
      return pictureStep(edit, name);
    default:
      return [];
  }
}

function textStep({ type, words, sizeTimes, yBy, xBy }: EditOf<'style_text'>, { by, times }: Way): Edit[] {
  if (sizeTimes === undefined && yBy === undefined && xBy === undefined) return [];
  return [
    {
      ...{ type, words, look: {} },
      ...(sizeTimes !== undefined && { sizeTimes: times(sizeTimes) }),
      ...(yBy !== undefined && { yBy: by(yBy) }),
      ...(xBy !== undefined && { xBy: by(xBy) }),
    },
  ];
}

const STEPS = ['brightnessBy', 'contrastBy', 'saturationBy', 'warmthBy'] as const;
const turnedBack = { 90: 270, 180: 180, 270: 90 } as const;
const mirroredElse = { horizontal: 'vertical', vertical: 'horizontal' } as const;

function pictureStep(edit: EditOf<'set_picture'>, name: keyof typeof ways): Edit[] {
  const { by }: Way = ways[name];
  const isOther = name === 'other';
  const change: EditOf<'set_picture'>['change'] = {};
  for (const key of STEPS) {
    const n = edit.change[key];
    if (n !== undefined) change[key] = Math.round(by(n));
  }
  const { rotateBy, mirror } = edit.change;
  if (rotateBy !== undefined && name !== 'less') change.rotateBy = isOther ? turnedBack[rotateBy] : rotateBy;
  if (isOther && mirror !== undefined && mirror !== 'none') change.mirror = mirroredElse[mirror];
  return Object.keys(change).length > 0 ? [{ ...edit, change }] : [];
}
