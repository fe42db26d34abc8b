type Stretch = { startMs: number; endMs: number };

/** Small grey pictures of a clip, one byte a pixel, in order. */
export type GreyFrames = { width: number; height: number; everyMs: number; frames: Uint8Array[] };

/** How far a picture may have moved between two frames, in pixels of the small picture. */
const REACH = 4;
/** Usual change of the movement that a hand makes while it still looks for its picture, pixels a frame. */
const SHAKY = 1.2;
/** A stretch that lasts less is one jerk. */
const SHORTEST_MS = 400;
/** Frames whose jerks are looked at together. */
const WINDOW = 9;

/** Where the picture shakes: its movement between frames changes direction all the time, unlike a pan, which goes on. */
export function findShaky({ width, height, everyMs, frames }: GreyFrames): Stretch[] {
  const moves = frames.slice(1).map((frame, i) => shiftBetween(frames[i] ?? frame, frame, { width, height }));
  const jerks = moves.map((move, i) => {
    const before = moves[i - 1] ?? move;
    return Math.hypot(move.x - before.x, move.y - before.y);
  });
  const shaky = jerks.map((_, i) => {
    const near = jerks.slice(Math.max(0, i - Math.floor(WINDOW / 2)), i + Math.ceil(WINDOW / 2)).sort((a, b) => a - b);
    // The middle one: a single jerk does not make its neighbours shaky.
    return (near[Math.floor(near.length / 2)] ?? 0) >= SHAKY;
  });
  const stretches: Stretch[] = [];
  shaky.forEach((isShaky, i) => {
    if (!isShaky) return;
    const startMs = i * everyMs;
    const last = stretches.at(-1);
    if (last && startMs - last.endMs <= everyMs * 3) last.endMs = startMs + everyMs;
    else stretches.push({ startMs, endMs: startMs + everyMs });
  });
  return stretches.filter(({ startMs, endMs }) => endMs - startMs >= SHORTEST_MS);
}

/** The shift that makes two frames most alike, by the mean difference of every second pixel. */
function shiftBetween(a: Uint8Array, b: Uint8Array, { width, height }: { width: number; height: number }): { x: number; y: number } {
  let best = { x: 0, y: 0, cost: Number.POSITIVE_INFINITY };
  for (let y = -REACH; y <= REACH; y++) {
    for (let x = -REACH; x <= REACH; x++) {
      // A tie goes to the smaller shift: a flat picture has not moved.
      const cost = difference(a, b, { width, height, x, y }) + (Math.abs(x) + Math.abs(y)) * 0.05;
      if (cost < best.cost) best = { x, y, cost };
    }
  }
  return { x: best.x, y: best.y };
}

type Shift = { width: number; height: number; x: number; y: number };

function difference(a: Uint8Array, b: Uint8Array, { width, height, x, y }: Shift): number {
  let sum = 0;
  let count = 0;
  for (let row = REACH; row < height - REACH; row += 2) {
    for (let column = REACH; column < width - REACH; column += 2) {
      sum += Math.abs((a[row * width + column] ?? 0) - (b[(row + y) * width + column + x] ?? 0));
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}
