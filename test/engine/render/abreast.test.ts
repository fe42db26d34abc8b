import { describe, expect, test } from 'vitest';
import { runAbreast, runBeside } from '../../../src/engine/render/abreast.ts';

const never = new AbortController().signal;
/** Ends when it is told to stop, as a job of ffmpeg does. */
const untilStopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

describe('tasks side by side', () => {
  test('give their results in their own order, no more than a few at once', async () => {
    let [running, most] = [0, 0];
    const tasks = [3, 1, 2, 0].map((turns) => async () => {
      most = Math.max(most, ++running);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      running -= 1;
      return turns;
    });
    expect(await runAbreast(tasks, { atOnce: 2, signal: never })).toEqual([3, 1, 2, 0]);
    expect(most).toBe(2);
  });
  test('stop one another when one fails, and begin nothing more', async () => {
    let begun = 0;
    let isStopped = false;
    const tasks = [
      (signal: AbortSignal) =>
        untilStopped(signal).finally(() => {
          isStopped = true;
        }),
      () => Promise.reject(new Error('broken')),
      async () => {
        begun += 1;
      },
    ];
    await expect(runAbreast<unknown>(tasks, { atOnce: 2, signal: never })).rejects.toThrow('broken');
    expect(isStopped).toBe(true);
    expect(begun).toBe(0);
  });
  test('end with the reason of the signal', async () => {
    const stop = new AbortController();
    const work = runAbreast([untilStopped, untilStopped], { atOnce: 2, signal: stop.signal });
    stop.abort(new Error('cancelled'));
    await expect(work).rejects.toThrow('cancelled');
  });
});

describe('something beside what will need it', () => {
  test('is waited for only where it is needed', async () => {
    const order: string[] = [];
    const result = await runBeside(
      never,
      async () => {
        await Promise.resolve();
        order.push('made');
        return 2;
      },
      async (_, needed) => {
        order.push('meanwhile');
        return (await needed) * 21;
      },
    );
    expect(result).toBe(42);
    expect(order).toEqual(['meanwhile', 'made']);
  });
  test('stops what needs it when it fails', async () => {
    const work = runBeside(
      never,
      () => Promise.reject(new Error('no sound')),
      (signal) => untilStopped(signal),
    );
    await expect(work).rejects.toThrow('no sound');
  });
  test('is stopped when what needs it fails', async () => {
    const work = runBeside(never, untilStopped, () => Promise.reject(new Error('no picture')));
    await expect(work).rejects.toThrow('no picture');
  });
});
