import { describe, expect, test } from 'vitest';
import { alignLines } from '../../../src/engine/speech/align.ts';
import { quickest, timeOf } from '../../support/pace.ts';

const seconds = (pairs: [number, number][]) => pairs.map(([start, end]) => ({ startMs: start * 1_000, endMs: end * 1_000 }));

describe('lines timed to speech', () => {
  test('cuts fall where a recogniser hears them, within 150 ms', () => {
    const speech = seconds([
      [0.21, 0.71],
      [1.33, 4.84],
      [5.07, 10.47],
      [10.7, 13.09],
      [13.84, 17.35],
    ]);
    const lines = [
      'Hello.',
      'This is an example video for your convenience and pleasure.',
      'You are allowed to use this voice',
      'for any purpose including commercial uses.',
      'On the bottom right you can see the time.',
      'When the time reaches forty seconds',
      'I will say banana.',
    ];
    const timed = alignLines(lines, speech);
    expect(timed[0]).toMatchObject({ startMs: 210, endMs: 710 });
    expect(timed[1]?.startMs).toBe(1_330);
    // A recogniser heard the inner cuts at 7.28 and 16.08 s.
    expect(Math.abs((timed[3]?.startMs ?? 0) - 7_280)).toBeLessThan(150);
    expect(Math.abs((timed[6]?.startMs ?? 0) - 16_080)).toBeLessThan(150);
    expect(timed.at(-1)?.endMs).toBe(17_350);
  });

  test('each Chinese line gets the sentence it is as long as', () => {
    const speech = seconds([
      [0.62, 5.19],
      [6.29, 9.03],
      [9.81, 13.45],
      [14.83, 19.01],
    ]);
    const timed = alignLines(['今天我们来聊聊周末去哪儿', '先去看大瀑布', '然后在河边吃面条', '谢谢观看下次再见'], speech);
    expect(timed.map((line) => [line.startMs, line.endMs])).toEqual(speech.map((part) => [part.startMs, part.endMs]));
  });

  test.each([
    ['more lines than speech can hold', 40, 2_000],
    ['one line', 1, 30_000],
    ['an hour of speech', 200, 3_600_000],
  ])('%s: every line gets a time, in order, quickly', async (_, count, lengthMs) => {
    const lines = Array.from({ length: count }, (_line, i) => `第 ${i} 句话说的是什么`);
    const align = () => alignLines(lines, [{ startMs: 0, endMs: lengthMs }]);
    const timed = align();
    expect(timed).toHaveLength(count);
    timed.forEach((line, i) => {
      expect(line.endMs).toBeGreaterThan(line.startMs);
      expect(line.startMs).toBeGreaterThanOrEqual(timed[i - 1]?.startMs ?? 0);
    });
    expect(await quickest(2_000, () => timeOf(align))).toBeLessThan(2_000);
  });

  test('without speech there is nothing to time', () => {
    expect(alignLines(['a'], [])).toEqual([]);
  });
});
