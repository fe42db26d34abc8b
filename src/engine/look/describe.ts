/** Small colour pictures of a clip, three bytes a pixel (RGB), rows from the top. */
export type ColourFrames = { width: number; height: number; frames: Uint8Array[] };

/** Shares of the picture, 0–1, or means of it; the middle one of the frames. */
type Looks = { sky: number; calmTop: number; green: number; water: number; light: number; warm: number; snow: number };

/** Steps between neighbouring pixels below which a surface is calm, of 255. Sky, water and walls are; leaves and people are not. */
const CALM = 10;

/**
 * What a clip most plainly shows, by colour and place alone: `sky`, `green`, `water`, `night`, `dark`, `snow`, `indoor`. Says only what
 * stands out; a clip without anything plain has no tag. It sees no things and no people.
 */
export function describe({ width, height, frames }: ColourFrames): string[] {
  const seen = frames.map((frame) => looksOf(frame, width, height));
  if (seen.length === 0) return [];
  const middle = (name: keyof Looks): number => seen.map((looks) => looks[name]).sort((a, b) => a - b)[Math.floor(seen.length / 2)] ?? 0;
  const isDark = middle('light') < 50;
  const isWater = middle('water') > 0.5;
  return [
    ...(!isDark && middle('sky') > 0.6 && middle('calmTop') > 0.8 ? ['sky'] : []),
    ...(!isDark && middle('green') > 0.35 ? ['green'] : []),
    ...(!isDark && isWater ? ['water', 'sea'] : []),
    ...(isDark ? ['night', 'dark'] : []),
    ...(middle('snow') > 0.6 ? ['snow'] : []),
    ...(!isDark && middle('warm') > 0.6 && middle('sky') < 0.1 ? ['indoor'] : []),
  ];
}

type Pixel = { r: number; g: number; b: number };
const isBlue = ({ r, g, b }: Pixel): boolean => b > 110 && b > r + 18 && b >= g - 4;
const isGreen = ({ r, g, b }: Pixel): boolean => g > 50 && g > r + 12 && g > b + 12;
const isWarm = ({ r, g, b }: Pixel): boolean => r > 70 && r > b + 30 && r >= g;
const isWhite = ({ r, g, b }: Pixel): boolean => Math.min(r, g, b) > 205;

function looksOf(frame: Uint8Array, width: number, height: number): Looks {
  const at = (x: number, y: number): Pixel => {
    const i = (y * width + x) * 3;
    return { r: frame[i] ?? 0, g: frame[i + 1] ?? 0, b: frame[i + 2] ?? 0 };
  };
  const upper = Math.max(1, Math.round(height / 2));
  const share = (from: number, to: number, is: (x: number, y: number) => boolean): number => {
    let count = 0;
    for (let y = from; y < to; y++) for (let x = 0; x < width; x++) if (is(x, y)) count += 1;
    return count / Math.max(1, (to - from) * width);
  };
  return {
    sky: share(0, upper, (x, y) => isBlue(at(x, y))),
    calmTop: share(0, upper, (x, y) => isCalm(at(x, y), at(Math.min(width - 1, x + 1), y))),
    green: share(0, height, (x, y) => isGreen(at(x, y))),
    water: share(upper, height, (x, y) => isBlue(at(x, y))),
    light: lightOf(frame),
    warm: share(0, height, (x, y) => isWarm(at(x, y))),
    snow: share(upper, height, (x, y) => isWhite(at(x, y))),
  };
}

const isCalm = (a: Pixel, b: Pixel): boolean => Math.abs(a.r - b.r) + Math.abs(a.g - b.g) + Math.abs(a.b - b.b) < CALM * 3;

/** Mean of all channels, 0–255. */
const lightOf = (frame: Uint8Array): number => frame.reduce((sum, value) => sum + value, 0) / Math.max(1, frame.length);
