import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rulerStepMs, rulerTicks, writeClock, writeClockTenths } from '../../src/timeline/time.ts';

test.each([
  [0, 1_000],
  [4_999, 1_000],
  [5_000, 2_000],
  [10_000, 3_000],
  [24_000, 5_000],
  [41_000, 10_000],
  [95_000, 20_000],
  [599_000, 120_000],
  [600_000, 240_000],
  [3_600_000, 960_000],
])('a film of %i ms is ruled in steps of %i ms', (durationMs, stepMs) => {
  expect(rulerStepMs(durationMs)).toBe(stepMs);
});

test('a ruler never has more than five ticks and none within 4 px of its end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000_000 }), fc.integer({ min: 50, max: 2000 }), (durationMs, widthPx) => {
      const ticks = rulerTicks(durationMs, widthPx);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(5);
      for (const tick of ticks.slice(1)) expect(tick.x).toBeLessThanOrEqual(widthPx - 4);
    }),
  );
});

test('a label that would stand at the very edge is left out', () => {
  expect(rulerTicks(4_000, 213).map((tick) => tick.ms)).toEqual([0, 1_000, 2_000, 3_000]);
});

test.each([
  [0, '0:00', '0:00.0'],
  [8_240, '0:08', '0:08.2'],
  [59_999, '0:59', '0:59.9'],
  [60_000, '1:00', '1:00.0'],
  [3_725_050, '62:05', '62:05.0'],
  [-5, '0:00', '0:00.0'],
])('%i ms is written as %s and %s', (ms, clock, tenths) => {
  expect(writeClock(ms)).toBe(clock);
  expect(writeClockTenths(ms)).toBe(tenths);
});
