import type { TextSegment } from '../draft.ts';
import { breakLines, type Measure } from './break.ts';
import { BOLD, REGULAR } from './font.ts';

/** How a text stands on the canvas; px. */
export type TextLayout = {
  lines: string[];
  fontSize: number;
  lineHeight: number;
  weight: number;
  color: string;
  outline: string | undefined;
  outlineWidth: number;
  box: string | undefined;
  /** Of the block with its outline and box. */
  x: number;
  y: number;
  width: number;
  height: number;
  padding: number;
};

type Canvas = { width: number; height: number };

/** What a text is when the draft leaves it open. Source: the draft's own comments. */
const DEFAULTS = {
  caption: { size: 0.032, x: 0.5, y: 0.8, bold: false },
  title: { size: 0.055, x: 0.5, y: 0.22, bold: true },
} as const;

/** Share of the canvas width a line may take. */
const LINE_SHARE = 0.86;

/** Kept free at every edge: the players of chats lay their buttons there. */
const SAFE = { x: 0.04, top: 0.05, bottom: 0.07 };

const LINE_HEIGHT = 1.32;

/** Most lines; a longer text is set smaller. */
const MOST_LINES = { caption: 3, title: 4 };

/** Sizes tried for a text that is too long, as shares of the one asked for. */
const SHRINK = [1, 0.88, 0.78, 0.68, 0.6, 0.5];

/** Measures a text with a font of the size and weight given. */
export type MeasureWith = (fontSize: number, weight: number) => Measure;

/** Breaks, sizes and places a text. Pure but for the measuring. */
export function layOutText(segment: TextSegment, canvas: Canvas, measureWith: MeasureWith): TextLayout {
  const defaults = DEFAULTS[segment.role];
  const weight = (segment.bold ?? defaults.bold) ? BOLD : REGULAR;
  // On a lying canvas a share of the height alone would be small for the width, and on a standing one long lines would not fit.
  const asked = ((segment.size ?? defaults.size) * Math.max(canvas.height, canvas.width * 0.9)) / LINE_HEIGHT;
  const { lines, fontSize } = fitLines({ segment, canvas, asked, measure: (size) => measureWith(size, weight) });
  const measure = measureWith(fontSize, weight);
  const outlineWidth = Math.max(2, fontSize * 0.09);
  const padding = Math.ceil(segment.box === undefined ? outlineWidth + 2 : fontSize * 0.35 + outlineWidth);
  const lineHeight = fontSize * LINE_HEIGHT;
  const width = evenUp(Math.max(...lines.map(measure)) + padding * 2);
  const height = evenUp(lines.length * lineHeight + padding * 2);
  return {
    lines,
    fontSize,
    lineHeight,
    weight,
    color: segment.color ?? '#ffffff',
    outline: segment.outline === 'none' ? undefined : (segment.outline ?? (segment.box === undefined ? '#000000' : undefined)),
    outlineWidth,
    box: segment.box,
    ...place({ segment, canvas, width, height }),
    width,
    height,
    padding,
  };
}

const evenUp = (value: number): number => Math.ceil(value / 2) * 2;

type Fit = { segment: TextSegment; canvas: Canvas; asked: number; measure: (size: number) => Measure };

function fitLines({ segment, canvas, asked, measure }: Fit): { lines: string[]; fontSize: number } {
  const given = segment.tx.split('\n').length;
  const most = Math.max(MOST_LINES[segment.role], given);
  const tries = SHRINK.map((share) => {
    const fontSize = Math.round(asked * share);
    return { fontSize, lines: breakLines(segment.tx, canvas.width * LINE_SHARE, measure(fontSize)) };
  });
  const tall = canvas.height * 0.8;
  return (
    tries.find(({ lines, fontSize }) => lines.length <= most && lines.length * fontSize * LINE_HEIGHT <= tall) ??
    tries.at(-1) ?? { lines: [segment.tx], fontSize: asked }
  );
}

/** The block's corner: its middle where asked, moved inside the safe area. */
function place({ segment, canvas, width, height }: { segment: TextSegment; canvas: Canvas; width: number; height: number }): {
  x: number;
  y: number;
} {
  const defaults = DEFAULTS[segment.role];
  const within = (value: number, least: number, most: number): number =>
    Math.round(Math.max(least, Math.min(value, Math.max(least, most))) / 2) * 2;
  const x = (segment.x ?? defaults.x) * canvas.width - width / 2;
  const y = (segment.y ?? defaults.y) * canvas.height - height / 2;
  return {
    x: within(x, Math.min(canvas.width * SAFE.x, Math.max(0, (canvas.width - width) / 2)), canvas.width * (1 - SAFE.x) - width),
    y: within(y, canvas.height * SAFE.top, canvas.height * (1 - SAFE.bottom) - height),
  };
}
