/*
 * A job is data: what goes in, one filter graph as a string, what comes out. Both executors take the same job, and no job carries
 * a person's words: text arrives as a picture. Times are seconds here and only here.
 */

export type JobInput = {
  path: string;
  /** Where in the file to begin. 0. */
  from?: number;
  /** How much of the file to read; to its end. */
  length?: number;
  /** Label `[<index>:v]`. */
  video?: boolean;
  /** Label `[<index>:a]`. */
  audio?: boolean;
  /** A constant rate from 0 on, and an index that says all of it: opened by that index, and what is not shown is not decoded. */
  isSteady?: boolean;
  /** When the output first needs it; inputs are fed in this order, so that what is needed late waits on disk and not in memory. */
  at?: number;
};

export type VideoOutput = {
  /** ffmpeg's name of an encoder: `libx264`, `mjpeg`, `png`. */
  codec: string;
  /** The encoder's own options. */
  options: Record<string, string>;
  /** Frames per second of the output, an integer. */
  fps: number;
};

export type AudioOutput = { codec: string; bitRate?: number; sampleRate: number; channels: 1 | 2 };

/** One file per part of the picture; every part begins with a key frame and knows nothing of the one before. */
export type Part = { path: string; fromFrame: number };

export type EncodeJob = {
  kind: 'encode';
  inputs: JobInput[];
  /** Ends in `[vout]` and `[aout]`, as far as `video` and `audio` ask for them. */
  graph: string;
  video?: VideoOutput;
  audio?: AudioOutput;
  /** ffmpeg's name of a container: `mp4`, `f32le`, `image2`; `null` throws the bytes away (a first pass, a measurement). */
  format: string;
  formatOptions?: Record<string, string>;
  /** Whole output, or the picture in parts. */
  output: { path: string; metadata?: Record<string, string> } | { parts: Part[] };
  /** Length of the output, for the progress. */
  seconds: number;
  /** Frames that are to be key frames where the output has no parts: the first pass of an encode that will have some. */
  borders?: number[];
  /** Report the values of this frame metadata: as it stood at the end, and its mean. */
  measure?: string[];
};

/** Puts finished parts one behind another, with a sound, without encoding: `from` and `to` take a range that begins at a key frame. */
export type JoinJob = {
  kind: 'join';
  pictures: { path: string; from?: number; to?: number }[];
  /** A range of a file begins and ends within one packet of AAC, a fiftieth of a second. */
  sound?: { path: string; from?: number; to?: number };
  /** Frames that must have come together, or the job fails: copied ranges are not always what their index says. */
  frames?: number;
  fps: number;
  output: { path: string; metadata?: Record<string, string> };
};

/** `packets` is how many of the picture are read; with `isIndex` they are all that is wanted, and nothing is decoded. */
export type ProbeJob = { kind: 'probe'; path: string; format?: string; packets?: number; isIndex?: boolean };

/** A music bed made by code. */
export type BedJob = { kind: 'bed'; mood: string; seed: number; output: { path: string } };

export type Job = EncodeJob | JoinJob | ProbeJob | BedJob;

export type StreamReport = {
  kind: 'video' | 'audio';
  codec: string;
  /** Pixel or sample format. */
  format: string;
  profile: number;
  level: number;
  width: number;
  height: number;
  /** Shape of a pixel, 1 for square ones. */
  pixelShape: number;
  /** Clockwise turn that shows the picture upright. */
  rotation: 0 | 90 | 180 | 270;
  fps: number;
  baseFps: number;
  frames: number;
  transfer: string;
  primaries: string;
  space: string;
  range: string;
  hasAlpha: boolean;
  sampleRate: number;
  channels: number;
  seconds: number;
  bitRate: number;
};

export type ProbeReport = {
  format: string;
  seconds: number;
  startSeconds: number;
  bitRate: number;
  streams: StreamReport[];
  /** Times of the picture's packets as far as they were read, in the order of the file. */
  packets: { seconds: number; key: boolean }[];
  /** A frame of the picture, or some sound, was really decoded. */
  decoded: boolean;
  lastSeconds: number;
  metadata: Record<string, string>;
};

export type JobReport = {
  /** Processor time of the job, ms; absent where the executor cannot tell. */
  cpuMs?: number;
  probe?: ProbeReport;
  measured?: Record<string, string>;
  /** Over all frames that had a number there. */
  means?: Record<string, number>;
  frames?: number;
  /** Bytes of the encoded picture, also where they were thrown away; absent where the executor cannot tell. */
  pictureBytes?: number;
};

/** Bounds on every job. Sources: 40 Mpx holds 8K at 33 Mpx and refuses a picture bomb; formats are containers, never playlists. */
export const JOB_LIMITS = {
  pixels: 40_000_000,
  memoryBytes: 3_000_000_000,
  timeMs: 30 * 60_000,
} as const;

export const FORMATS = [
  'mov,mp4,m4a,3gp,3g2,mj2',
  'matroska,webm',
  'avi',
  'gif',
  'apng',
  'png_pipe',
  'jpeg_pipe',
  'webp_pipe',
  'webp_anim',
  'bmp_pipe',
  'mp3',
  'wav',
  'aac',
  'ogg',
  'flac',
  'amr',
  'caf',
  'mpegts',
  'f32le',
].join(',');
