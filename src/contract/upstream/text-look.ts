/*
 * How words stand on a film: what the draft's sizes and places mean. The engine draws by it and the preview lays words out by it, so that
 * both show the same. Source: the engine's draft.
 */

/** What a text is when the draft leaves it open: size of a line as a share of the canvas height, middle of the block as shares. */
export const TEXT_DEFAULTS = {
  caption: { size: 0.032, x: 0.5, y: 0.8, bold: false },
  title: { size: 0.055, x: 0.5, y: 0.22, bold: true },
} as const;
export type TextRole = keyof typeof TEXT_DEFAULTS;

/** Height of a line over that of its letters. */
export const LINE_HEIGHT = 1.32;

/** Share of the canvas width a line may take. */
export const LINE_SHARE = 0.86;

/** Kept free at every edge: the players of chats lay their buttons there. */
export const TEXT_SAFE = { x: 0.04, top: 0.05, bottom: 0.07 };

/** Most lines; a longer text is set smaller. */
export const MOST_LINES: Record<TextRole, number> = { caption: 3, title: 4 };

/** Sizes tried for a text that is too long, as shares of the one asked for. */
export const SHRINK = [1, 0.88, 0.78, 0.68, 0.6, 0.5];

/** Most of the canvas height that a block takes. */
export const TALLEST = 0.8;

/** Width of the outline on each side of the letters, as a share of their size. */
export const OUTLINE_SHARE = 0.09;

/** Room between words and the edge of their box, as a share of the size of the letters. */
export const BOX_SHARE = 0.35;

/** A lying film is watched on a phone held upright, as wide as the screen and not as high: its words are sized by its width. */
const BY_WIDTH = 1.25;

/** What a text's size is a share of, in the canvas's unit. */
export const textHeightOf = ({ width, height }: { width: number; height: number }): number => Math.max(height, width * BY_WIDTH);
