import { EXPORT_LIMIT_BYTES } from '../../../contract/limits.ts';

export type Resolution = '720' | '1080';
export type FrameRate = 24 | 30 | 60;

/** Picture rates in Mbit/s. Start values by judgement; `ratio` corrects them from what exports turned out to be. */
const videoRate: Record<Resolution, Record<FrameRate, number>> = {
  '720': { 24: 2.6, 30: 3, 60: 4.2 },
  '1080': { 24: 5, 30: 6, 60: 8.4 },
};
const SOUND_RATE = 0.128;

export const EXPORT_LIMIT_MB = EXPORT_LIMIT_BYTES / 1_000_000;

/** From here on the meter says "close to the limit". */
const NEAR_MB = 22;

export type Estimate = { lowMb: number; highMb: number; verdict: 'ok' | 'near' | 'over' };

export type Mode = { resolution: Resolution; fps: FrameRate };

/** Megabytes by the start values alone. */
const expectMegabytes = (durationMs: number, { resolution, fps }: Mode): number =>
  ((durationMs / 1_000) * (videoRate[resolution][fps] + SOUND_RATE)) / 8;

/** Size of an export before it is made. `ratio` is real size over estimate on this phone so far. */
export function estimateSize(durationMs: number, mode: Mode, ratio = 1): Estimate {
  const megabytes = expectMegabytes(durationMs, mode) * ratio;
  const lowMb = Math.floor(0.92 * megabytes);
  const highMb = Math.ceil(1.08 * megabytes);
  return { lowMb, highMb, verdict: highMb > EXPORT_LIMIT_MB ? 'over' : highMb > NEAR_MB ? 'near' : 'ok' };
}

/** The best resolution that surely fits. */
export function chooseResolution(durationMs: number, fps: FrameRate, ratio = 1): Resolution {
  return estimateSize(durationMs, { resolution: '1080', fps }, ratio).highMb <= EXPORT_LIMIT_MB ? '1080' : '720';
}

/** What this phone has seen: real size over estimate, and in how many exports. */
export type Learnt = { ratio: number; count: number };

export const nothingLearnt: Learnt = { ratio: 1, count: 0 };

/** The first exports count alike and replace the start value; later ones count a third each, so about the last five decide. */
const LEAST_WEIGHT = 1 / 3;

/** Learns from a finished export. A file that was fitted under the limit says nothing about the rates. */
export function learnRatio({ ratio, count }: Learnt, made: { sizeBytes: number; durationMs: number; mode: Mode }): Learnt {
  const expectedMb = expectMegabytes(made.durationMs, made.mode);
  if (expectedMb <= 0) return { ratio, count };
  const measured = made.sizeBytes / 1_000_000 / expectedMb;
  const next = ratio + (measured - ratio) * Math.max(LEAST_WEIGHT, 1 / (count + 1));
  return { ratio: Math.min(4, Math.max(0.05, next)), count: count + 1 };
}
