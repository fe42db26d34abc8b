import { type Size, scaleTo, sizeFor } from './plan.ts';

/** A way to show a film: its size and its rate. */
export type Step = Size & { fps: number };

/** How like its original a film is at a step, 0–1. */
export type Score = (step: Step) => Promise<number>;

/** Short sides of the ladder. */
const SIDES = [1_080, 720, 540, 432, 360];

/** Steps of one rate from the canvas, or the most that is asked for, down. Pure. */
export function stepsOf(canvas: Size, most: number, fps: number): Step[] {
  const short = Math.min(canvas.width, canvas.height);
  const sides = [...new Set([Math.min(short, most), ...SIDES.filter((side) => side < Math.min(short, most))])];
  return sides.map((side) => ({ ...scaleTo(canvas, side), fps }));
}

/** Difference of two scores that is not seen: the larger picture, and all of its frames, then stay. */
const ALIKE = 0.005;

/** What half the frames must be better by: a comparison of pictures does not see that they stutter. */
const STUTTER = 0.05;

/** Short side up to which half the frames may be better than so small a picture; no film has fewer than 12 a second. */
const HALVED_SIDE = 540;
const LEAST_HALVED_FPS = 24;

type Climb = { steps: Step[]; meanRate: number; score: Score; mayHalve: boolean };

/**
 * Finds the step at which a film of this rate is most like its original. It begins where footage of middling difficulty would end, and
 * goes down as long as that is better, or else up as long as it is no worse: two or three are tried.
 */
export async function climb({ steps, meanRate, score, mayHalve }: Climb): Promise<Step> {
  const usual = sizeFor(steps, meanRate);
  let at = steps.indexOf(usual);
  let best = { step: usual, score: await score(usual) };
  const isBetter = async (index: number, margin: number): Promise<boolean> => {
    const step = steps[index];
    if (!step) return false;
    const found = await score(step);
    if (found < best.score + margin) return false;
    best = { step, score: found };
    at = index;
    return true;
  };
  if (await isBetter(at + 1, ALIKE)) while (await isBetter(at + 1, ALIKE));
  else while (await isBetter(at - 1, -ALIKE));
  const { step } = best;
  if (!mayHalve || Math.min(step.width, step.height) > HALVED_SIDE || step.fps < LEAST_HALVED_FPS) return step;
  const halved = { ...step, fps: Math.round(step.fps / 2) };
  return (await score(halved)) > best.score + STUTTER ? halved : step;
}
