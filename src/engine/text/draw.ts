import type { SKRSContext2D } from '@napi-rs/canvas';
import type { TextSegment } from '../draft.ts';
import { graphemesOf, type Measure } from './break.ts';
import { FONT_STACK, loadCanvas } from './font.ts';
import type { MeasureWith, TextLayout } from './layout.ts';

const fontOf = (fontSize: number, weight: number): string => `${weight} ${fontSize}px ${FONT_STACK}`;

/** Measures with the fonts that draw. */
export const measureWith: MeasureWith = (fontSize, weight) => {
  const context = loadCanvas().createCanvas(8, 8).getContext('2d');
  context.font = fontOf(fontSize, weight);
  const known = new Map<string, number>();
  const measure: Measure = (text) => {
    const width = known.get(text) ?? context.measureText(text).width;
    known.set(text, width);
    return width;
  };
  return measure;
};

/** How much of a text is shown, at which size around its middle. */
export type Pose = { signs: number; scale: number; opacity: number };

export const FULL: Pose = { signs: Number.POSITIVE_INFINITY, scale: 1, opacity: 1 };

type Drawing = { segment: TextSegment; layout: TextLayout; pose: Pose; frame: { x: number; y: number; width: number; height: number } };

/** Draws a text into a picture that covers `frame` of the canvas; PNG. */
export function drawText({ segment, layout, pose, frame }: Drawing): Promise<Buffer> {
  const canvas = loadCanvas().createCanvas(frame.width, frame.height);
  const context = canvas.getContext('2d');
  context.globalAlpha = pose.opacity;
  const [middleX, middleY] = [layout.x - frame.x + layout.width / 2, layout.y - frame.y + layout.height / 2];
  context.translate(middleX, middleY);
  context.scale(pose.scale, pose.scale);
  context.translate(-layout.width / 2, -layout.height / 2);
  context.font = fontOf(layout.fontSize, layout.weight);
  context.textBaseline = 'alphabetic';
  context.lineJoin = 'round';
  if (layout.box !== undefined && pose.signs > 0) drawBox(context, layout);
  let left = pose.signs;
  for (const [index, line] of layout.lines.entries()) {
    const signs = graphemesOf(line);
    drawLine(context, layout, {
      segment,
      index,
      line: left >= signs.length ? line : signs.slice(0, Math.max(0, left)).join(''),
      whole: line,
    });
    left -= signs.length;
  }
  return canvas.encode('png');
}

function drawBox(context: SKRSContext2D, layout: TextLayout): void {
  context.fillStyle = `${layout.box}d9`;
  context.beginPath();
  context.roundRect(0, 0, layout.width, layout.height, layout.fontSize * 0.3);
  context.fill();
}

type Line = { segment: TextSegment; index: number; line: string; whole: string };

function drawLine(context: SKRSContext2D, layout: TextLayout, { segment, index, line, whole }: Line): void {
  if (line === '') return;
  const x = (layout.width - context.measureText(whole).width) / 2;
  // Half of what the line is higher than its signs goes above them.
  const baseline = layout.padding + index * layout.lineHeight + layout.lineHeight / 2 + layout.fontSize * 0.36;
  if (layout.outline !== undefined) {
    context.strokeStyle = layout.outline;
    context.lineWidth = layout.outlineWidth * 2;
    context.strokeText(line, x, baseline);
  }
  // A soft shadow keeps white on white readable where the outline has the colour of the words.
  context.shadowColor = layout.box === undefined ? 'rgba(0,0,0,0.45)' : 'transparent';
  context.shadowBlur = layout.fontSize * 0.08;
  context.shadowOffsetY = layout.fontSize * 0.03;
  for (const run of colourRuns(line, layout.color, segment.highlight ?? [])) {
    context.fillStyle = run.color;
    context.fillText(run.text, x + context.measureText(line.slice(0, run.start)).width, baseline);
  }
  context.shadowColor = 'transparent';
}

/** A line cut where its colour changes. */
export function colourRuns(
  line: string,
  color: string,
  highlight: { text: string; color: string }[],
): { text: string; color: string; start: number }[] {
  const colours = Array.from({ length: line.length }, () => color);
  for (const { text, color: own } of highlight) {
    if (text === '') continue;
    for (
      let at = line.toLowerCase().indexOf(text.toLowerCase());
      at >= 0;
      at = line.toLowerCase().indexOf(text.toLowerCase(), at + text.length)
    )
      colours.fill(own, at, at + text.length);
  }
  const runs: { text: string; color: string; start: number }[] = [];
  for (let index = 0; index < line.length; index++) {
    const own = colours[index] ?? color;
    const last = runs.at(-1);
    if (last && last.color === own) last.text += line[index];
    else runs.push({ text: line[index] ?? '', color: own, start: index });
  }
  return runs;
}
