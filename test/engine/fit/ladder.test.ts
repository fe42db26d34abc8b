import { describe, expect, test } from 'vitest';
import { climb, type Step, stepsOf } from '../../../src/engine/fit/ladder.ts';

const canvas = { width: 1_080, height: 1_920 };
const steps = stepsOf(canvas, 1_080, 30);

/** Climbs by scores that stand in a table of short sides, and tells what was looked at. */
async function climbBy(scores: Record<number, number>, meanRate: number, halved = 0): Promise<{ step: Step; looked: string[] }> {
  const looked: string[] = [];
  const score = async ({ width, fps }: Step): Promise<number> => {
    looked.push(`${width}@${fps}`);
    return fps < 30 ? halved : (scores[width] ?? 0);
  };
  return { step: await climb({ steps, meanRate, score, mayHalve: true }), looked };
}

describe('the ladder', () => {
  test('has the steps that are no larger than the canvas and what was asked for', () => {
    expect(steps.map(({ width }) => width)).toEqual([1_080, 720, 540, 432, 360]);
    expect(stepsOf({ width: 480, height: 480 }, 1_080, 30).map(({ width }) => width)).toEqual([480, 432, 360]);
    expect(stepsOf(canvas, 720, 25)[0]).toEqual({ width: 720, height: 1_280, fps: 25 });
  });
  test('is gone down as long as that is better', async () => {
    const { step, looked } = await climbBy({ 1080: 0.6, 720: 0.7, 540: 0.72, 432: 0.71 }, 1_000_000);
    expect(step.width).toBe(540);
    expect(looked).toEqual(['1080@30', '720@30', '540@30', '432@30', '540@15']);
  });
  test('is gone up as long as that is no worse', async () => {
    const { step, looked } = await climbBy({ 1080: 0.8, 720: 0.797, 540: 0.799 }, 300_000);
    expect(step.width).toBe(1_080);
    expect(looked).toEqual(['540@30', '432@30', '720@30', '1080@30']);
  });
  test('is not left for a difference that nobody sees', async () => {
    expect((await climbBy({ 1080: 0.8, 720: 0.803 }, 1_000_000)).step.width).toBe(1_080);
  });
  test('ends in half the frames where so small a picture is better with them', async () => {
    const scores = { 540: 0.5, 432: 0.52, 360: 0.53 };
    expect((await climbBy(scores, 100_000, 0.6)).step).toEqual({ width: 360, height: 640, fps: 15 });
    expect((await climbBy(scores, 100_000, 0.53)).step.fps).toBe(30);
  });
});
