import type { AudioOutput, VideoOutput } from '../ffmpeg/job.ts';

/** How a stretch of film is encoded. Bit rates are bits per second. */
export type Quality =
  | { mode: 'capped'; crf: number; maxRate: number; bufferSeconds: number }
  | { mode: 'first-pass'; statsPath: string }
  | { mode: 'second-pass'; statsPath: string; bitRate: number };

/** Share of its buffer that a capped stretch may spend at once, above its rate. */
export const BUFFER_START = 0.6;

/** Seconds between key frames: the length of a piece, which begins with one anyway. Two seconds cost 0.6–1.1 VMAF where the limit binds. */
const KEY_SECONDS = 3;

/** `parameterId` tells streams of different making apart; `threads` is for several encoders at once, as many as there are cores when absent. */
type Sharing = { parameterId?: number; threads?: number | undefined };

/**
 * x264 as it was measured to give the most for its time: `superfast` with macroblock tree and a short look-ahead, 40 % below `veryfast`
 * at its quality. Level and structure are fixed and groups closed, so that every stretch joins every other.
 */
export function videoOutput(quality: Quality, fps: number, { parameterId = 0, threads }: Sharing = {}): VideoOutput {
  const params = [
    'mbtree=1',
    'rc-lookahead=10',
    'stitchable=1',
    `sps-id=${parameterId}`,
    'open-gop=0',
    `keyint=${KEY_SECONDS * fps}`,
    `min-keyint=${Math.round(fps / 3)}`,
    'colorprim=bt709',
    'transfer=bt709',
    'colormatrix=bt709',
    ...rate(quality),
  ];
  return {
    codec: 'libx264',
    fps,
    options: {
      preset: 'superfast',
      profile: 'high',
      level: fps > 30 ? '4.2' : '4.1',
      'forced-idr': '1',
      ...(threads !== undefined && { threads: `${threads}` }),
      ...(quality.mode === 'capped' && { crf: `${quality.crf}` }),
      'x264-params': params.join(':'),
    },
  };
}

function rate(quality: Quality): string[] {
  switch (quality.mode) {
    case 'capped':
      return [
        `vbv-maxrate=${Math.floor(quality.maxRate / 1_000)}`,
        `vbv-bufsize=${Math.floor((quality.maxRate * quality.bufferSeconds) / 1_000)}`,
        `vbv-init=${BUFFER_START}`,
      ];
    case 'first-pass':
      return ['pass=1', `stats=${quality.statsPath}`, 'crf=23'];
    case 'second-pass':
      return ['pass=2', `stats=${quality.statsPath}`, `bitrate=${Math.floor(quality.bitRate / 1_000)}`];
  }
}

/** Sound of an export. */
export const audioOutput = (bitRate: number): AudioOutput => ({ codec: 'aac', bitRate, sampleRate: 48_000, channels: 2 });
