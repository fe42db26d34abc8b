import { ApiError } from '../../contract/error.ts';
import { BUFFER_START } from './encoder.ts';

/** What a film may cost, and how it is to be encoded. Bit rates are bits per second. */
export type FitPlan = {
  /** Bytes that all pieces of the picture together may have. */
  pictureBytes: number;
  /** Mean rate of the picture. */
  meanRate: number;
  audioRate: number;
} & ({ mode: 'capped'; crf: number; maxRate: number; bufferSeconds: number } | { mode: 'two-pass' });

/** Quality above which nobody sees a gain; also spares the bytes of easy films. */
const BEST_CRF = 20;

/** Length up to which one capped pass was as good as two. Measured with hard footage at 25 MB: 96.5 against 96.8 VMAF at 30 s. */
const CAPPED_RATE = 4_400_000;

/** Rate above which a phone's player gains nothing. */
const MOST_RATE = 16_000_000;

/** Of an MP4 besides its samples: tables, at most some bytes per frame. */
const overheadBytes = (seconds: number, fps: number): number => 4_000 + seconds * (fps * 14 + 47 * 12);

/** Aimed at below the limit: rate control misses by up to a percent or two. */
const TWO_PASS_AIM = 0.975;

export type FilmSize = { seconds: number; fps: number; limitBytes: number };

/** Rates of the sound, and the share of the file it may have: half an hour of 128 kbit/s alone is more than 25 MB. */
const AUDIO_RATES = [128_000, 96_000, 64_000, 48_000, 32_000];
const AUDIO_SHARE = 0.25;

const audioRateFor = ({ seconds, limitBytes }: FilmSize): number =>
  AUDIO_RATES.find((rate) => (rate * seconds) / 8 <= limitBytes * AUDIO_SHARE) ?? AUDIO_RATES.at(-1) ?? 0;

/** Rate below which the smallest picture is no picture any more. */
const LEAST_RATE = 40_000;

/** Decides how to stay under the limit. `isTight` says that a capped pass was already too large. Fails with `render_too_long`. */
export function planFit(film: FilmSize, isTight = false): FitPlan {
  const { seconds, fps, limitBytes } = film;
  const audioRate = audioRateFor(film);
  const pictureBytes = limitBytes - (seconds * audioRate) / 8 - overheadBytes(seconds, fps);
  const meanRate = (pictureBytes * 8) / seconds;
  if (meanRate < LEAST_RATE) {
    throw new ApiError('render_too_long', `${Math.round(seconds)} s do not fit into ${limitBytes} bytes`, {
      args: { seconds: Math.round(seconds), bytes: limitBytes },
    });
  }
  const plan = { pictureBytes, meanRate, audioRate };
  if (isTight || meanRate < CAPPED_RATE)
    return { ...plan, mode: 'two-pass', pictureBytes: pictureBytes * TWO_PASS_AIM, meanRate: meanRate * TWO_PASS_AIM };
  // The buffer may be spent once above the rate: it bounds the total. What is left in it at the end is lost, so a short film gets a short one.
  const bufferSeconds = Math.min(2, seconds / 12);
  const maxRate = (pictureBytes * 8 * 0.99) / (seconds + BUFFER_START * bufferSeconds);
  return { ...plan, mode: 'capped', crf: BEST_CRF, maxRate: Math.min(MOST_RATE, maxRate), bufferSeconds };
}

export type Size = { width: number; height: number };

/** Bits a pixel below which a smaller picture looks better, of footage of middling difficulty: where looking at a film begins. */
const LEAST_BITS_PER_PIXEL = 0.015;

/** The first, and so largest, step that the rate can feed. */
export function sizeFor<Step extends Size & { fps: number }>(steps: Step[], meanRate: number): Step {
  const found = steps.find(({ width, height, fps }) => meanRate / (width * height * fps) >= LEAST_BITS_PER_PIXEL) ?? steps.at(-1);
  if (!found) throw new Error('a ladder without steps');
  return found;
}

/** The canvas with this short side, in even pixels, its long side at most 1920 at 1080. */
export function scaleTo(canvas: Size, side: number): Size {
  const short = Math.min(canvas.width, canvas.height);
  const long = Math.max(canvas.width, canvas.height);
  const factor = Math.min(side / short, (side * 16) / 9 / long, 1);
  const even = (value: number): number => Math.max(16, Math.round((value * factor) / 2) * 2);
  return { width: even(canvas.width), height: even(canvas.height) };
}
