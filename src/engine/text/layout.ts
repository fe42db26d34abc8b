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
  textHeightOf,
} from '../../contract/upstream/text-look.ts';
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

/** Measures a text with a font of the size and weight given. */
export type MeasureWith = (fontSize: number, weight: number) => Measure;

/** Breaks, sizes and places a text. Pure but for the measuring. */
export function layOutText(segment: TextSegment, canvas: Canvas, measureWith: MeasureWith): TextLayout {
  const defaults = TEXT_DEFAULTS[segment.role];
  const weight = (segment.bold ?? defaults.bold) ? BOLD : REGULAR;
  const asked = ((segment.size ?? defaults.size) * textHeightOf(canvas)) / LINE_HEIGHT;
  const { lines, fontSize } = fitLines({ segment, canvas, asked, measure: (size) => measureWith(size, weight) });
  const measure = measureWith(fontSize, weight);
  const outlineWidth = Math.max(2, fontSize * OUTLINE_SHARE);
  const padding = Math.ceil(segment.box === undefined ? outlineWidth + 2 : fontSize * BOX_SHARE + outlineWidth);
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
  const tall = canvas.height * TALLEST;
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
  const defaults = TEXT_DEFAULTS[segment.role];
  const within = (value: number, least: number, most: number): number =>
    Math.round(Math.max(least, Math.min(value, Math.max(least, most))) / 2) * 2;
  const x = (segment.x ?? defaults.x) * canvas.width - width / 2;
  const y = (segment.y ?? defaults.y) * canvas.height - height / 2;
  return {
    x: within(x, Math.min(canvas.width * TEXT_SAFE.x, Math.max(0, (canvas.width - width) / 2)), canvas.width * (1 - TEXT_SAFE.x) - width),
    y: within(y, canvas.height * TEXT_SAFE.top, canvas.height * (1 - TEXT_SAFE.bottom) - height),
  };
}
