import type { Segment } from '../contract/relay/timeline.ts';
import {
  BOX_SHARE,
  LINE_HEIGHT,
  LINE_SHARE,
  MOST_LINES,
  OUTLINE_SHARE,
  SHRINK,
  TALLEST,
  TEXT_DEFAULTS,
  TEXT_SAFE,
  type TextRole,
  textHeightOf,
} from '../contract/upstream/text-look.ts';

type Size = { width: number; height: number };

/** How words stand on the film, in the canvas's unit; `x` and `y` are the middle of the block. */
export type TextBlock = { fontSize: number; x: number; y: number; outlineWidth: number; padding: number };

/** Width of a sign over the size of the letters. By judgement, from the fonts of films: nobody can measure them on a phone. */
function widthOf(sign: string): number {
  if (/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\ud800-\udbff]/.test(sign)) return 1;
  if (/[\udc00-\udfff]|\u200d|\ufe0f/.test(sign)) return 0;
  if (/[A-Z0-9@%&]/.test(sign)) return 0.62;
  return /[ .,:;!'|il]/.test(sign) ? 0.27 : 0.54;
}

const lengthOf = (line: string): number => line.split('').reduce((sum, sign) => sum + widthOf(sign), 0);

/** Sizes and places words as the export does. Lines are counted by about how wide signs are. */
export function textBlockOf({ text = '', role, style = {} }: Segment, canvas: Size): TextBlock {
  const kind: TextRole = role === 'title' ? 'title' : 'caption';
  const defaults = TEXT_DEFAULTS[kind];
  const asked = ((style.size ?? defaults.size) * textHeightOf(canvas)) / LINE_HEIGHT;
  const given = text.split('\n');
  const most = Math.max(MOST_LINES[kind], given.length);
  const linesAt = (fontSize: number): number =>
    given.reduce((sum, line) => sum + Math.max(1, Math.ceil((lengthOf(line) * fontSize) / (canvas.width * LINE_SHARE))), 0);
  const fits = (fontSize: number): boolean =>
    linesAt(fontSize) <= most && linesAt(fontSize) * fontSize * LINE_HEIGHT <= canvas.height * TALLEST;
  const share = SHRINK.find((one) => fits(asked * one)) ?? SHRINK.at(-1) ?? 1;
  const fontSize = asked * share;
  const outlineWidth = fontSize * OUTLINE_SHARE;
  const padding = style.box === undefined ? outlineWidth : fontSize * BOX_SHARE + outlineWidth;
  const half = (linesAt(fontSize) * fontSize * LINE_HEIGHT) / 2 + padding;
  const widest = Math.min(canvas.width * LINE_SHARE, Math.max(...given.map((line) => lengthOf(line) * fontSize)));
  const side = widest / 2 + padding;
  return {
    fontSize,
    outlineWidth,
    padding,
    x: within((style.x ?? defaults.x) * canvas.width, {
      least: Math.min(canvas.width * TEXT_SAFE.x + side, canvas.width / 2),
      most: Math.max(canvas.width * (1 - TEXT_SAFE.x) - side, canvas.width / 2),
    }),
    y: within((style.y ?? defaults.y) * canvas.height, {
      least: canvas.height * TEXT_SAFE.top + half,
      most: canvas.height * (1 - TEXT_SAFE.bottom) - half,
    }),
  };
}

const within = (value: number, { least, most }: { least: number; most: number }): number =>
  Math.max(least, Math.min(value, Math.max(least, most)));
