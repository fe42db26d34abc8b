/** Small pictures of one clip, RGB of 8 bits, upright, in the order of time. */
export type SmallFrames = { width: number; height: number; frames: Uint8Array[] };

/** Shares of what draws the eye. Found by trying on phone footage: people first, then what moves, then what is sharp. */
const WEIGHTS = { skin: 1.4, motion: 1.2, edge: 1 };

/** How much less a place at the very edge counts than the middle: people aim at what they film. */
const EDGE_LOSS = 0.35;

/**
 * Middle of the window of the shares given that holds most of what draws the eye: edges, skin, and what moves against the rest,
 * averaged over time. Pure.
 */
export function findFocus(small: SmallFrames, window: { width: number; height: number }): { x: number; y: number } {
  const { width, height } = small;
  const map = saliencyOf(small);
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  for (const [at, value] of map.entries()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    columns[x] = (columns[x] ?? 0) + value;
    rows[y] = (rows[y] ?? 0) + value;
  }
  return { x: bestMiddle(columns, window.width), y: bestMiddle(rows, window.height) };
}

/** Middle of the fullest window, 0–1; of equal ones the one nearest to the middle. */
function bestMiddle(sums: Float64Array, share: number): number {
  const length = Math.max(1, Math.min(sums.length, Math.round(share * sums.length)));
  let best = { value: -1, middle: 0.5 };
  for (let from = 0; from + length <= sums.length; from++) {
    const middle = (from + length / 2) / sums.length;
    const value = sums.subarray(from, from + length).reduce((sum, one) => sum + one, 0);
    const isNearer = Math.abs(middle - 0.5) < Math.abs(best.middle - 0.5);
    if (value > best.value * 1.000_1 || (value >= best.value * 0.999_9 && isNearer)) best = { value, middle };
  }
  return best.middle;
}

function saliencyOf({ width, height, frames }: SmallFrames): Float64Array {
  const lumas = frames.map(lumaOf);
  const mean = new Float64Array(width * height);
  for (const luma of lumas) for (const [at, value] of luma.entries()) mean[at] = (mean[at] ?? 0) + value / lumas.length;
  const parts = {
    skin: new Float64Array(width * height),
    motion: new Float64Array(width * height),
    edge: new Float64Array(width * height),
  };
  for (const [index, frame] of frames.entries()) {
    const luma = lumas[index] ?? mean;
    for (let at = 0; at < width * height; at++) {
      parts.skin[at] = (parts.skin[at] ?? 0) + skinAt(frame, at * 3);
      parts.motion[at] = (parts.motion[at] ?? 0) + Math.abs((luma[at] ?? 0) - (mean[at] ?? 0));
      parts.edge[at] = (parts.edge[at] ?? 0) + edgeAt(luma, at, width);
    }
  }
  const map = new Float64Array(width * height);
  for (const name of ['skin', 'motion', 'edge'] as const) addStanding(map, parts[name], WEIGHTS[name]);
  return map.map(
    (value, at) => value * (1 - EDGE_LOSS * Math.hypot(((at % width) + 0.5) / width - 0.5, (Math.floor(at / width) + 0.5) / height - 0.5)),
  );
}

/** Adds what stands out of a part: what is everywhere alike draws no eye. */
function addStanding(map: Float64Array, part: Float64Array, weight: number): void {
  const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
  const standing = part.map((value) => Math.max(0, value - mean) ** 1.5);
  const total = standing.reduce((sum, value) => sum + value, 0);
  if (total === 0) return;
  for (const [at, value] of standing.entries()) map[at] = (map[at] ?? 0) + (weight * value) / total;
}

const lumaOf = (frame: Uint8Array): Float64Array =>
  Float64Array.from(
    { length: frame.length / 3 },
    (_, at) => 0.299 * (frame[at * 3] ?? 0) + 0.587 * (frame[at * 3 + 1] ?? 0) + 0.114 * (frame[at * 3 + 2] ?? 0),
  );

function edgeAt(luma: Float64Array, at: number, width: number): number {
  const here = luma[at] ?? 0;
  const isLast = at % width === width - 1;
  return Math.abs((isLast ? here : (luma[at + 1] ?? here)) - here) + Math.abs((luma[at + width] ?? here) - here);
}

/** Whether a colour is one of skin, light or dark: their hue is alike. Source: the usual box in YCbCr, Cb 77–127 and Cr 133–173. */
function skinAt(frame: Uint8Array, at: number): number {
  const [r, g, b] = [frame[at] ?? 0, frame[at + 1] ?? 0, frame[at + 2] ?? 0];
  const blue = 128 - 0.169 * r - 0.331 * g + 0.5 * b;
  const red = 128 + 0.5 * r - 0.419 * g - 0.081 * b;
  return blue >= 77 && blue <= 127 && red >= 133 && red <= 173 ? 1 : 0;
}
