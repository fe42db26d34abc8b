import type { Edit, TextLook, Words } from '../../edits/edit.ts';
import { type Clause, find, has, isLittle } from '../token.ts';

/** The colours named, in order; 「黑边」 names one too. */
const coloursOf = (clause: Clause): string[] => [
  ...clause.tokens.filter((token) => token.kind === 'colour').map((token) => token.value),
  ...(/白边/.test(clause.text) ? ['#ffffff'] : []),
  ...(/黑边/.test(clause.text) ? ['#000000'] : []),
];

/** The look that a clause describes for words: colour, outline, box, boldness, motion, place. */
export function lookMeant(clause: Clause): TextLook {
  return boxAndLetters(clause) ?? looksNamed(clause);
}

/** 「白底黑字」. */
function boxAndLetters(clause: Clause): TextLook | undefined {
  const [box, color] = coloursOf(clause);
  const isBoth = /[黑白红黄绿蓝粉橙紫灰]色?底.{0,2}[黑白红黄绿蓝粉橙紫灰]色?字/.test(clause.text);
  return isBoth && box && color ? { box, color } : undefined;
}

/** The colour of the line around the letters; of two colours the second is its own. */
function outlineMeant(clause: Clause, isOff: boolean): string {
  if (isOff) return 'none';
  const [first, second] = coloursOf(clause);
  return second ?? first ?? '#000000';
}

function looksNamed(clause: Clause): TextLook {
  const look: TextLook = {};
  const colours = coloursOf(clause);
  const isOff = has(clause, 'neg') || has(clause, 'verb', 'delete');
  const boxed = has(clause, 'style', 'box');
  const outlined = has(clause, 'style', 'outline') || has(clause, 'fit', 'color-pad');
  const [first, second] = colours;
  const outline = outlined ? outlineMeant(clause, isOff) : undefined;
  if (outline) look.outline = outline;
  if (boxed) look.box = isOff ? 'none' : (second ?? (/[黑白红黄绿蓝][底框]/.test(clause.text) ? first : undefined) ?? '#000000');
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
  const size = sizeNamed(clause);
  const look = { ...lookMeant(clause), ...placeMeant(clause), ...(size !== undefined && { size }) };
  const sizeTimes = sizeMeant(clause);
  const by = moveMeant(clause);
  if (sizeTimes === undefined && Object.keys(by).length + Object.keys(look).length === 0) return undefined;
  return { type: 'style_text', words, look, ...(sizeTimes !== undefined && { sizeTimes }), ...by };
}

/** `title in white, 5 s`: a colour said beside the time. */
export function coloursBeside(clause: Clause, words: Words): Edit[] {
  const restyle = has(clause, 'colour') || has(clause, 'style') ? restyleMeant(clause, words) : undefined;
  return restyle ? [restyle] : [];
}

function stepOf(clause: Clause): 'bit' | 'some' | 'lot' {
  if (has(clause, 'lot')) return 'lot';
  return isLittle(clause) ? 'bit' : 'some';
}

/** 「字号 40」: the figure people know from other editors, thousandths of the height of the picture. */
function sizeNamed(clause: Clause): number | undefined {
  const n = find(clause, 'number')?.n;
  const isSize = /大小|字号|\b(?:font )?size\b/i.test(clause.text);
  return isSize && n !== undefined ? Math.max(0.012, Math.min(0.2, n / 1_000)) : undefined;
}

/** How many times as large; what is called too large shall be smaller. */
function sizeMeant(clause: Clause): number | undefined {
  const isTooSmall = /太小|too small|看不清/i.test(clause.text);
  const isTooLarge = /太大|too (big|large)/i.test(clause.text);
  const isScaled = /大小|字号|\bsize\b/i.test(clause.text) && (has(clause, 'double') || has(clause, 'times') || has(clause, 'percent'));
  const grows = isScaled || isTooSmall || (!isTooLarge && has(clause, 'verb', 'bigger', 'louder', 'zoom'));
  const shrinks = isTooLarge || (!isTooSmall && has(clause, 'verb', 'smaller', 'quieter', 'zoom-out'));
  if (!grows && !shrinks) return undefined;
  const percent = find(clause, 'percent')?.n;
  const times = find(clause, 'times')?.n ?? (has(clause, 'double') ? 2 : undefined);
  const factor = times ?? (percent === undefined ? SIZE[stepOf(clause)] : 1 + percent / 100);
  return grows ? Math.min(3, factor) : Math.max(0.3, 1 / factor);
}

function moveMeant(clause: Clause): { xBy?: number; yBy?: number } {
  const step = MOVE[stepOf(clause)];
  if (/太靠下|太低|too low/i.test(clause.text)) return { yBy: -step };
  if (/太靠上|太高|too high/i.test(clause.text)) return { yBy: step };
  const along = (back: string, forth: string) => (has(clause, 'verb', forth) ? step : 0) - (has(clause, 'verb', back) ? step : 0);
  const yBy = along('higher', 'lower');
  const xBy = along('leftward', 'rightward');
  return { ...(yBy !== 0 && { yBy }), ...(xBy !== 0 && { xBy }) };
}
