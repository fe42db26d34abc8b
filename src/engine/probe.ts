import { open, stat } from 'node:fs/promises';
import { ApiError } from '../contract/error.ts';
import { CLIP_LIMIT_BYTES } from '../contract/limits.ts';
import type { ClipFacts } from './draft.ts';
import { JobError } from './ffmpeg/execute.ts';
import type { ProbeReport, StreamReport } from './ffmpeg/job.ts';
import type { Runner } from './ffmpeg/run.ts';
import { type Container, SNIFF_BYTES, sniff } from './probe/sniff.ts';

/** Pixels of the largest video picture: DCI 4K and a little. 8K would take minutes per second on a small machine. */
export const VIDEO_PIXEL_LIMIT = 12_600_000;

/** Pixels of the largest photo. */
export const PHOTO_PIXEL_LIMIT = 40_000_000;

/** Longest clip, ms. */
export const DURATION_LIMIT_MS = 3 * 3_600_000;

/** Everything the engine wants to know of a file before it is used. */
export type ProbedClip = Omit<ClipFacts, 'id'> & {
  sizeBytes: number;
  /** What its own clock shows at its start; everything else counts from there. Absent in records of before it was looked for. */
  startMs?: number;
  container: Container;
  /** Of the picture, or of the sound where there is no picture. */
  codec: string;
  pixelFormat: string;
  profile: number;
  /** Only the two that need tone mapping are told apart. */
  transfer: 'sdr' | 'hlg' | 'pq';
  /** Matrix and range as tagged; empty when the file does not say. */
  space: string;
  range: string;
  /** Clockwise, already counted in `width` and `height`. */
  rotation: 0 | 90 | 180 | 270;
  /** Shape of a pixel as it is stored; 1 for square ones. */
  pixelShape: number;
  variableFrameRate: boolean;
  hasAlpha: boolean;
  bitrate: number;
  audioCodec?: string;
  audioChannels?: number;
  sampleRate?: number;
  /** Key frames of the first half minute. */
  keyframesMs: number[];
};

type File = { path: string; name: string };

/**
 * Reads a file's facts by really decoding a little of it. Fails with `file_unsupported`, `file_too_large` or `file_broken`; `args` has
 * the name and a reason (`empty`, `type`, `truncated`, `damaged`, `pixels`, `duration`, `size`, `nothing`).
 */
export async function probeClip(runner: Runner, file: File, signal: AbortSignal): Promise<ProbedClip> {
  const { size } = await stat(file.path);
  const container = await sniffFile(file, size);
  const report = await readReport(runner, file, signal);
  const video = report.streams.find((stream) => stream.kind === 'video' && stream.width > 0);
  const audio = report.streams.find((stream) => stream.kind === 'audio');
  refuse({ file, report, video, audio });
  const isStill = video !== undefined && isStillPicture(container, report);
  const durationMs = isStill ? 0 : Math.round((report.lastSeconds || report.seconds) * 1_000);
  return {
    name: file.name,
    kind: video ? (isStill ? 'image' : 'video') : 'audio',
    durationMs,
    hasAudio: audio !== undefined && !isStill,
    sizeBytes: size,
    startMs: Math.round(report.startSeconds * 1_000),
    container,
    codec: (video ?? audio)?.codec ?? '',
    bitrate: report.bitRate || (durationMs > 0 ? Math.round((size * 8_000) / durationMs) : 0),
    ...(video ? pictureFacts(report, video, isStill) : NO_PICTURE),
    ...(audio && { audioCodec: audio.codec, audioChannels: audio.channels, sampleRate: audio.sampleRate }),
  };
}

type PictureFacts = Pick<
  ProbedClip,
  | 'width'
  | 'height'
  | 'fps'
  | 'pixelFormat'
  | 'profile'
  | 'transfer'
  | 'space'
  | 'range'
  | 'rotation'
  | 'pixelShape'
  | 'variableFrameRate'
  | 'hasAlpha'
  | 'keyframesMs'
>;

const NO_PICTURE: PictureFacts = {
  width: 0,
  height: 0,
  fps: 0,
  pixelFormat: '',
  profile: 0,
  transfer: 'sdr',
  space: '',
  range: '',
  rotation: 0,
  pixelShape: 1,
  variableFrameRate: false,
  hasAlpha: false,
  keyframesMs: [],
};

function pictureFacts(report: ProbeReport, video: StreamReport, isStill: boolean): PictureFacts {
  const [width, height] = shownSize(video, video.rotation % 180 !== 0);
  return {
    width,
    height,
    fps: isStill ? 0 : frameRate(report, video),
    pixelFormat: video.format,
    profile: video.profile,
    transfer: video.transfer === 'hlg' || video.transfer === 'pq' ? video.transfer : 'sdr',
    space: video.space,
    range: video.range,
    rotation: video.rotation,
    pixelShape: video.pixelShape,
    variableFrameRate: isVariable(report),
    hasAlpha: video.hasAlpha,
    keyframesMs: report.packets.filter((packet) => packet.key).map((packet) => Math.round(packet.seconds * 1_000)),
  };
}

async function sniffFile(file: File, size: number): Promise<Container> {
  if (size === 0) throw new ApiError('file_broken', `${file.name} is empty`, { args: { name: file.name, reason: 'empty' } });
  if (size > CLIP_LIMIT_BYTES)
    throw new ApiError('file_too_large', `${file.name} has ${size} bytes`, { args: { name: file.name, reason: 'size' } });
  const handle = await open(file.path);
  try {
    const bytes = Buffer.alloc(SNIFF_BYTES);
    await handle.read(bytes, 0, SNIFF_BYTES, 0);
    const container = sniff(bytes);
    if (container === undefined || container === 'heic') {
      throw new ApiError('file_unsupported', `${file.name} is no picture, video or sound we read`, {
        args: { name: file.name, reason: 'type' },
      });
    }
    return container;
  } finally {
    await handle.close();
  }
}

/** Looks a second time where the process that looked was lost: one short of memory must not make a good file a broken one. */
async function look(runner: Runner, file: File, signal: AbortSignal): Promise<ProbeReport | undefined> {
  const job = { kind: 'probe', path: file.path } as const;
  const isOurs = (cause: unknown): boolean => cause instanceof JobError && cause.reason === 'failed';
  const { probe } = await runner.run(job, { signal }).catch((cause: unknown) => {
    if (!isOurs(cause)) throw cause;
    return runner.run(job, { signal });
  });
  return probe;
}

async function readReport(runner: Runner, file: File, signal: AbortSignal): Promise<ProbeReport> {
  try {
    const probe = await look(runner, file, signal);
    if (probe) return probe;
  } catch (cause) {
    if (!(cause instanceof JobError)) throw cause;
    throw new ApiError('file_broken', `${file.name} cannot be read: ${cause.message}`, {
      args: { name: file.name, reason: 'damaged' },
      cause,
    });
  }
  throw new ApiError('file_broken', `${file.name} gave no facts`, { args: { name: file.name, reason: 'damaged' } });
}

type Judged = { file: File; report: ProbeReport; video: StreamReport | undefined; audio: StreamReport | undefined };

function refuse({ file, report, video, audio }: Judged): void {
  const say = (code: 'file_unsupported' | 'file_too_large' | 'file_broken', reason: string): never => {
    throw new ApiError(code, `${file.name} was refused: ${reason}`, { args: { name: file.name, reason } });
  };
  if (!video && !audio) say('file_unsupported', 'nothing');
  const isPhoto = report.packets.length <= 1 && !audio;
  if (video && video.width * video.height > (isPhoto ? PHOTO_PIXEL_LIMIT : VIDEO_PIXEL_LIMIT)) say('file_too_large', 'pixels');
  if (report.seconds * 1_000 > DURATION_LIMIT_MS) say('file_too_large', 'duration');
  if (!report.decoded) say('file_broken', 'damaged');
  // Half a second is what containers round and an incomplete last group of pictures loses.
  if (report.seconds > 0 && report.packets.length > 1 && report.lastSeconds < report.seconds * 0.9 - 0.5) say('file_broken', 'truncated');
}

const PICTURE_FILES: Container[] = ['png', 'jpeg', 'webp', 'bmp', 'gif'];

function isStillPicture(container: Container, report: ProbeReport): boolean {
  return PICTURE_FILES.includes(container) && report.packets.length <= 1;
}

/** Size as a person sees it: turned upright, with square pixels. */
function shownSize(video: StreamReport, turned: boolean): [number, number] {
  const width = Math.round(video.width * video.pixelShape);
  return turned ? [video.height, width] : [width, video.height];
}

/** Median rate of what was read: averages of screen recordings and phones in the dark say little. */
function frameRate(report: ProbeReport, video: StreamReport): number {
  const gaps = gapsOf(report);
  const median = gaps[Math.floor(gaps.length / 2)];
  const rate = median && median > 0 ? 1 / median : video.fps || video.baseFps || 30;
  return Math.round(Math.min(240, Math.max(1, rate)) * 100) / 100;
}

function gapsOf(report: ProbeReport): number[] {
  const times = report.packets.map((packet) => packet.seconds).sort((a, b) => a - b);
  return times
    .slice(1)
    .map((time, index) => time - (times[index] ?? 0))
    .sort((a, b) => a - b);
}

/** More than one frame in twenty lasts clearly longer or shorter than the median. */
function isVariable(report: ProbeReport): boolean {
  const gaps = gapsOf(report);
  const median = gaps[Math.floor(gaps.length / 2)] ?? 0;
  const odd = gaps.filter((gap) => Math.abs(gap - median) > Math.max(0.002, median * 0.2)).length;
  return gaps.length > 4 && odd > gaps.length / 20;
}
