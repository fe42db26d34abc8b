/** Steps a ruler may have, in seconds. Past the last one the step doubles. Source: the design, "Timeline". */
const STEPS_S = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120];

const TICK_LIMIT = 5;

/** A label nearer to the end of the ruler than this is left out. */
const EDGE_PX = 4;

/** Distance between two ticks, in ms: the smallest step that gives at most five ticks, the one at 0 included. */
export function rulerStepMs(durationMs: number): number {
  const fits = (stepMs: number) => Math.floor(durationMs / stepMs) + 1 <= TICK_LIMIT;
  const listed = STEPS_S.find((seconds) => fits(seconds * 1000));
  if (listed !== undefined) return listed * 1000;

  let stepMs = 240_000;
  while (!fits(stepMs)) stepMs *= 2;
  return stepMs;
}

/** Places of the ticks of a ruler `widthPx` wide. A film without length has the one at 0. */
export function rulerTicks(durationMs: number, widthPx: number): { ms: number; x: number }[] {
  if (!(durationMs > 0)) return [{ ms: 0, x: 0 }];
  const stepMs = rulerStepMs(durationMs);
  const count = Math.floor(durationMs / stepMs) + 1;
  const ticks = Array.from({ length: count }, (_, index) => ({ ms: index * stepMs, x: ((index * stepMs) / durationMs) * widthPx }));
  return ticks.filter((tick) => tick.ms === 0 || tick.x <= widthPx - EDGE_PX);
}

/** `m:ss`, rounded down as a clock does: 8,900 ms is 0:08. */
export function writeClock(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `m:ss.d`, for the inspector: 8,240 ms is 0:08.2. */
export function writeClockTenths(ms: number): string {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  return `${writeClock(ms)}.${tenths % 10}`;
}
