import type { VideoSegment } from '../../draft.ts';
import type { ProbedClip } from '../../probe.ts';

type Rect = { x: number; y: number; width: number; height: number };
type Size = { width: number; height: number };

/** How a clip's picture meets the canvas, in whole even pixels. */
export type Shape = {
  /** Size to scale the stored picture to, before it is turned. */
  scale: Size;
  /** Clockwise. */
  turn: 0 | 90 | 180 | 270;
  /** What of the scaled and turned picture is shown. */
  crop: Rect;
  /** The crop is as large as the canvas. */
  isFull: boolean;
};

const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/** Difference in shape that nobody sees: the picture then fills the canvas instead of getting a fill of a few lines. */
const SHAPE_TOLERANCE = 0.015;

type Turn = Shape['turn'];

/** A rectangle of shares, turned with the picture. */
function turnRect({ x, y, width, height }: Rect, turn: Turn): Rect {
  switch (turn) {
    case 0:
      return { x, y, width, height };
    case 90:
      return { x: 1 - y - height, y: x, width: height, height: width };
    case 180:
      return { x: 1 - x - width, y: 1 - y - height, width, height };
    case 270:
      return { x: y, y: 1 - x - width, width: height, height: width };
  }
}

/** Works out scale, turn and crop. Pure. */
export function shapeOf(facts: ProbedClip, segment: VideoSegment, canvas: Size): Shape {
  const turn = ((((facts.rotation + (segment.rotate ?? 0)) % 360) + 360) % 360) as Turn;
  const own = segment.rotate ?? 0;
  const upright = own % 180 === 0 ? { width: facts.width, height: facts.height } : { width: facts.height, height: facts.width };
  const given = segment.crop ?? { x: 0, y: 0, w: 1, h: 1 };
  const part = turnRect(
    {
      x: given.x,
      y: given.y,
      width: Math.max(0.02, Math.min(given.w, 1 - given.x)),
      height: Math.max(0.02, Math.min(given.h, 1 - given.y)),
    },
    own,
  );
  const source = { width: upright.width * part.width, height: upright.height * part.height };
  const ratios = [canvas.width / source.width, canvas.height / source.height] as const;
  const isAlike = Math.abs(ratios[0] / ratios[1] - 1) < SHAPE_TOLERANCE;
  const covers = isAlike || segment.fit === 'cover' || segment.fit === 'subject-crop';
  const factor = (covers ? Math.max(...ratios) : Math.min(...ratios)) * (segment.zoom ?? 1);
  const shown = {
    width: Math.min(canvas.width, even(source.width * factor)),
    height: Math.min(canvas.height, even(source.height * factor)),
  };
  const whole = {
    width: Math.max(even(upright.width * factor), shown.width),
    height: Math.max(even(upright.height * factor), shown.height),
  };
  return {
    scale: turn % 180 === 0 ? whole : { width: whole.height, height: whole.width },
    turn,
    crop: { ...shown, ...placeCrop({ part, whole, shown, focus: focusOf(segment, own) }) },
    isFull: shown.width === canvas.width && shown.height === canvas.height,
  };
}

function focusOf(segment: VideoSegment, turn: Turn): { x: number; y: number } | undefined {
  if (!segment.focus) return undefined;
  const { x, y } = turnRect({ ...segment.focus, width: 0, height: 0 }, turn);
  return { x, y };
}

type Placing = { part: Rect; whole: Size; shown: Size; focus: { x: number; y: number } | undefined };

/** Puts the crop around the focus, inside the part that the person kept. */
function placeCrop({ part, whole, shown, focus }: Placing): { x: number; y: number } {
  const place = (axis: 'x' | 'y', size: 'width' | 'height'): number => {
    const middle = (focus ? focus[axis] : part[axis] + part[size] / 2) * whole[size];
    const least = part[axis] * whole[size];
    const most = Math.min((part[axis] + part[size]) * whole[size], whole[size]) - shown[size];
    const wanted = Math.min(Math.max(middle - shown[size] / 2, least), most);
    return Math.floor(Math.min(Math.max(0, wanted), whole[size] - shown[size]) / 2) * 2;
  };
  return { x: place('x', 'width'), y: place('y', 'height') };
}
