import { type Piece, runsOf } from './pieces.ts';

/** Neighbouring pieces that one process encodes in one go. */
export type Stretch = Piece[];

/** Share of the frames that is handed out first; what is left evens out the ends of the processes. */
const LARGE_SHARE = 0.8;

export const framesOf = (stretch: Stretch): number => (stretch.at(-1)?.to ?? 0) - (stretch[0]?.from ?? 0);

/** Cuts what is missing into stretches for some processes, longest first: large ones, then small ones for whoever is done first. Pure. */
export function stretchesOf(missing: Piece[], abreast: number): Stretch[] {
  const runs = runsOf(missing);
  if (abreast < 2) return runs;
  const total = missing.reduce((sum, { from, to }) => sum + to - from, 0);
  const stretches: Stretch[] = [];
  for (const run of runs) {
    let stretch: Stretch = [];
    for (const piece of run) {
      const share = stretches.length < abreast ? LARGE_SHARE : 1 - LARGE_SHARE;
      if (stretch.length > 0 && framesOf(stretch) + (piece.to - piece.from) / 2 > (total * share) / abreast) {
        stretches.push(stretch);
        stretch = [];
      }
      stretch.push(piece);
    }
    stretches.push(stretch);
  }
  return stretches.sort((a, b) => framesOf(b) - framesOf(a));
}
