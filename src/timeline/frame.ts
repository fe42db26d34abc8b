import type { Segment } from '../contract/relay/timeline.ts';

type Size = { width: number; height: number };

/** Where the whole picture of a clip lies on the canvas, as shares of it: what sticks out is not seen. */
export type Frame = {
  left: number;
  top: number;
  width: number;
  height: number;
  /** What fills the rest: the picture itself, blurred, or a colour. Absent where the picture covers the canvas. */
  fill?: 'blur' | string;
};

const COVERS: Frame = { left: 0, top: 0, width: 1, height: 1 };

/** Difference in shape that nobody sees: the picture then fills the canvas. Source: the engine. */
const SHAPE_TOLERANCE = 0.015;

/** The value of an effect such as `fit:cover`. */
function effectOf({ effects }: Segment, name: string): string | undefined {
  const effect = effects.find((one) => one.startsWith(`${name}:`));
  return effect?.slice(name.length + 1);
}

function focusOf(segment: Segment): { x: number; y: number } {
  const text = effectOf(segment, 'focus') ?? '';
  const share = (axis: string): number => Number(new RegExp(`${axis}:([\\d.]+)`).exec(text)?.[1] ?? 0.5);
  return { x: share('x'), y: share('y') };
}

/** Places a picture that is as wide as `length` canvases with its `focus` in the middle, as far as no edge comes into sight. */
const placeAxis = (length: number, focus: number): number =>
  length <= 1 ? (1 - length) / 2 : Math.min(0, Math.max(1 - length, 0.5 - focus * length));

/** How a clip meets a canvas of another shape, as the export shows it. A clip whose size nobody knows covers the canvas. */
export function frameOf(segment: Segment, clip: Partial<Size> | undefined, canvas: Size): Frame {
  const { width = 0, height = 0 } = clip ?? {};
  if (width <= 0 || height <= 0) return COVERS;
  const ratios = [canvas.width / width, canvas.height / height] as const;
  const isAlike = Math.abs(ratios[0] / ratios[1] - 1) < SHAPE_TOLERANCE;
  const fit = effectOf(segment, 'fit') ?? 'blur-pad';
  const covers = isAlike || fit === 'cover' || fit === 'subject-crop';
  const factor = (covers ? Math.max(...ratios) : Math.min(...ratios)) * Number(effectOf(segment, 'zoom') ?? 1);
  const shown = { width: (width * factor) / canvas.width, height: (height * factor) / canvas.height };
  const focus = focusOf(segment);
  return {
    left: placeAxis(shown.width, focus.x),
    top: placeAxis(shown.height, focus.y),
    ...shown,
    ...(covers || (shown.width >= 1 && shown.height >= 1)
      ? {}
      : { fill: fit === 'color-pad' ? (effectOf(segment, 'fill') ?? '#000000') : 'blur' }),
  };
}
