import type { Edit, TextLook, Words } from '../../edits/edit.ts';
import { type Clause, find, has, isLittle } from '../token.ts';

/** The look that a clause describes for words: colour, outline, box, boldness, motion, place. */
export function lookMeant(clause: Clause): TextLook {
  const look: TextLook = {};
  const colours = clause.tokens.filter((token) => token.kind === 'colour').map((token) => token.value);
  const [first, second] = colours;
  const isOff = has(clause, 'neg') || has(clause, 'verb', 'delete');
  const boxed = has(clause, 'style', 'box');
  const outlined = has(clause, 'style', 'outline');
  if (outlined) look.outline = (second ?? (has(clause, 'verb', 'change') ? first : undefined) ?? first ?? '#000000') as string;
  if (boxed) look.box = isOff ? 'none' : (second ?? (/[黑白红黄绿蓝]底/.test(clause.text) ? first : undefined) ?? '#000000');
  const plain = (boxed || outlined) && colours.length < 2 ? undefined : first;
  if (plain && !isOff) look.color = plain;
  if (has(clause, 'style', 'bold')) look.bold = !isOff;
  const anim = animMeant(clause, isOff);
  if (anim) look.anim = anim;
  return look;
}

function animMeant(clause: Clause, isOff: boolean): TextLook['anim'] {
  const named = find(clause, 'anim')?.value;
  if (isOff && (named || has(clause, 'verb', 'animate'))) return 'none';
  if (named === 'typewriter' || named === 'pop') return named;
  if (has(clause, 'verb', 'fade-in') && !has(clause, 'verb', 'fade-out', 'fade')) return 'fade-in';
  if (has(clause, 'verb', 'fade', 'fade-out', 'fade-any', 'fade-in')) return 'fade';
  return has(clause, 'verb', 'animate') ? 'pop' : undefined;
}

/** Middle of a block at a named place, as a share of the canvas. */
const PLACES: Record<string, Pick<TextLook, 'x' | 'y'>> = {
  top: { y: 0.14 },
  bottom: { y: 0.84 },
  middle: { x: 0.5, y: 0.5 },
  'top-left': { x: 0.25, y: 0.12 },
  'top-right': { x: 0.75, y: 0.12 },
  'bottom-left': { x: 0.25, y: 0.86 },
  'bottom-right': { x: 0.75, y: 0.86 },
};

/** Where on the picture words shall stand, when a clause names a place of the picture. */
export function placeMeant(clause: Clause): Pick<TextLook, 'x' | 'y'> {
  const place = clause.tokens.find((token) => token.kind === 'place' && PLACES[token.value] !== undefined);
  return place ? (PLACES[place.value] ?? {}) : {};
}

/** One step of size and of place. */
const SIZE = { bit: 1.25, some: 1.35, lot: 1.6 } as const;
const MOVE = { bit: 0.08, some: 0.1, lot: 0.2 } as const;

/** The change of looks that a clause asks for; `undefined` when it asks for none. */
export function restyleMeant(clause: Clause, words: Words): Edit | undefined {
  const step = has(clause, 'lot') ? 'lot' : isLittle(clause) ? 'bit' : 'some';
  const isComplaint = /太|too /i.test(clause.text);
  const bigger = has(clause, 'verb', 'bigger') !== (isComplaint && /太大/.test(clause.text)) && !/太大|too (big|large)/i.test(clause.text);
  const smaller = has(clause, 'verb', 'smaller') && !/太小|too small/i.test(clause.text);
  const times = find(clause, 'times')?.n ?? (has(clause, 'double') ? 2 : undefined);
  const percent = find(clause, 'percent')?.n;
  const factor = times ?? (percent !== undefined ? 1 + percent / 100 : SIZE[step]);
  const grow = (has(clause, 'verb', 'bigger', 'louder') && bigger) || /太小|too small|看不清/i.test(clause.text);
  const shrink = smaller || has(clause, 'verb', 'quieter') || /太大|too (big|large)/i.test(clause.text);
  const look = { ...lookMeant(clause), ...placeMeant(clause) };
  const yBy = (has(clause, 'verb', 'higher') ? -MOVE[step] : 0) + (has(clause, 'verb', 'lower') ? MOVE[step] : 0);
  const xBy = (has(clause, 'verb', 'leftward') ? -MOVE[step] : 0) + (has(clause, 'verb', 'rightward') ? MOVE[step] : 0);
  const isNothing = !grow && !shrink && yBy === 0 && xBy === 0 && Object.keys(look).length === 0;
  if (isNothing) return undefined;
  return {
    type: 'style_text',
    words,
    look,
    ...(grow ? { sizeTimes: Math.min(3, factor) } : shrink && { sizeTimes: Math.max(0.3, 1 / factor) }),
    ...(yBy !== 0 && { yBy }),
    ...(xBy !== 0 && { xBy }),
  };
}
