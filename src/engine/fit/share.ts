/*
 * How two passes share their bits over stretches that are encoded apart. x264 with its macroblock tree gives every picture of a film the
 * same quantiser, up to what the tree says: the sum is right when one factor on the quantisers of the first pass makes it so. Split by
 * length instead, a quiet stretch would waste what a busy one lacks. Sizes by quantiser are x264's own model (`qscale2bits`).
 */

/** What a first pass says of a stretch: bits that shrink with the quantiser (coefficients, motion) and bits that stay. */
export type Stats = { texture: number; motion: number; rest: number };

/** Reads x264's statistics: a line per picture, `… q:24.5 … tex:81 mv:12 misc:3 …`. */
export function readStats(text: string): Stats {
  const sum = (name: string): number =>
    [...text.matchAll(new RegExp(` ${name}:(\\d+)`, 'g'))].reduce((all, [, bits]) => all + Number(bits), 0);
  return { texture: sum('tex'), motion: sum('mv'), rest: sum('misc') };
}

/** Exponents of x264's model. */
const TEXTURE_POWER = 1.1;
const MOTION_POWER = 0.5;

const bitsAt = ({ texture, motion, rest }: Stats, factor: number): number =>
  texture * factor ** -TEXTURE_POWER + motion * factor ** -MOTION_POWER + rest;

/** Factors searched: from a hundredth to a hundred times the quantiser of the first pass. */
const MOST_FACTOR = 100;
const STEPS = 40;

/** Bytes for each stretch such that all have one quality and their sum is `bytes`. Pure. */
export function shareBytes(stretches: Stats[], bytes: number): number[] {
  const sizesAt = (factor: number): number[] => stretches.map((stats) => bitsAt(stats, factor) / 8);
  const sumAt = (factor: number): number => sizesAt(factor).reduce((all, size) => all + size, 0);
  let [low, high] = [1 / MOST_FACTOR, MOST_FACTOR];
  for (let step = 0; step < STEPS; step++) {
    const middle = Math.sqrt(low * high);
    if (sumAt(middle) > bytes) low = middle;
    else high = middle;
  }
  const sum = sumAt(high);
  return sum > 0 ? sizesAt(high).map((size) => (size * bytes) / sum) : stretches.map(() => bytes / stretches.length);
}
