import { AV_FRAME_DATA_DISPLAYMATRIX, AV_PKT_DATA_DISPLAYMATRIX, AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { avGetCodecName, avGetPixFmtName, avGetSampleFmtName, type Frame, type IRational, Packet, type Stream } from 'node-av/lib';
import type { JobReport, ProbeJob, ProbeReport, StreamReport } from '../job.ts';
import { bestStream, closeFile, type MediaFile, NO_TIME, openFile, readOnly, seek } from './file.ts';
import { decode, openDecoder } from './source.ts';

/** Packets read to see the rate and the key frames. */
const PACKETS = 900;

/** Reads what a file says of itself, and tries whether it is true: a frame is decoded, and the end is looked for. */
export function runProbe(job: ProbeJob): JobReport {
  const file = openFile(job.path, { format: job.format, isIndexed: job.isIndex ?? false });
  const video = bestStream(file, 'video');
  const audio = bestStream(file, 'audio');
  const streams = [video, audio].flatMap((stream) => (stream ? [describe(stream)] : []));
  const main = video ?? audio;
  const first = main && !job.isIndex ? firstFrame(job, main.index) : undefined;
  const [picture] = streams;
  if (picture?.kind === 'video' && first) improve(picture, first);
  const report: ProbeReport = {
    format: file.context.iformat?.name ?? '',
    seconds: file.seconds,
    startSeconds: file.startSeconds,
    bitRate: Number(file.context.bitRate),
    streams,
    packets: main ? readPackets(file, main, job.packets ?? PACKETS) : [],
    decoded: first !== undefined,
    lastSeconds: main && !job.isIndex ? lastTime(job, main.index) : 0,
    metadata: file.context.metadata?.getAll() ?? {},
  };
  first?.free();
  closeFile(file);
  return { probe: report };
}

const rate = (value: IRational): number => (value.num > 0 && value.den > 0 ? value.num / value.den : 0);

const TRANSFERS: Record<number, string> = { 1: 'bt709', 6: 'smpte170m', 13: 'srgb', 14: 'bt2020-10', 16: 'pq', 18: 'hlg' };
const PRIMARIES: Record<number, string> = { 1: 'bt709', 5: 'bt470bg', 6: 'smpte170m', 9: 'bt2020', 12: 'p3' };
const SPACES: Record<number, string> = { 0: 'rgb', 1: 'bt709', 5: 'bt470bg', 6: 'smpte170m', 9: 'bt2020nc' };

function describe(stream: Stream): StreamReport {
  const { codecpar } = stream;
  const isVideo = codecpar.codecType === AVMEDIA_TYPE_VIDEO;
  const format = isVideo
    ? avGetPixFmtName(codecpar.format as Parameters<typeof avGetPixFmtName>[0])
    : avGetSampleFmtName(codecpar.format as Parameters<typeof avGetSampleFmtName>[0]);
  const shape = codecpar.sampleAspectRatio;
  return {
    kind: codecpar.codecType === AVMEDIA_TYPE_AUDIO ? 'audio' : 'video',
    codec: avGetCodecName(codecpar.codecId) ?? 'unknown',
    format: format ?? '',
    profile: Number(codecpar.profile),
    level: codecpar.level,
    width: codecpar.width,
    height: codecpar.height,
    pixelShape: rate(shape) || 1,
    rotation: rotationOf(codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX)),
    fps: rate(stream.avgFrameRate),
    baseFps: rate(stream.rFrameRate),
    frames: Number(stream.nbFrames),
    transfer: TRANSFERS[codecpar.colorTrc] ?? '',
    primaries: PRIMARIES[codecpar.colorPrimaries] ?? '',
    space: SPACES[codecpar.colorSpace] ?? '',
    range: codecpar.colorRange === 2 ? 'full' : codecpar.colorRange === 1 ? 'tv' : '',
    hasAlpha: hasAlpha(format ?? ''),
    sampleRate: codecpar.sampleRate,
    channels: codecpar.channels,
    seconds: stream.duration === NO_TIME ? 0 : Number(stream.duration) * rate(stream.timeBase),
    bitRate: Number(codecpar.bitRate),
  };
}

const hasAlpha = (format: string): boolean => /^(rgba|bgra|argb|abgr|ya|gbrap|yuva|pal8)/.test(format);

/** Clockwise turn from a display matrix: nine 16.16 numbers, the first two being cosine and sine. */
function rotationOf(matrix: Buffer | null): StreamReport['rotation'] {
  if (!matrix || matrix.length < 36) return 0;
  const degrees = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI;
  return ((((Math.round(degrees / 90) * 90) % 360) + 360) % 360) as StreamReport['rotation'];
}

/** What only a decoded frame knows: the way up of a photo, the format of a picture whose header is late. */
function improve(report: StreamReport, frame: Frame): void {
  report.width = frame.width;
  report.height = frame.height;
  const format = avGetPixFmtName(frame.format as Parameters<typeof avGetPixFmtName>[0]);
  if (format) report.format = format;
  report.hasAlpha = hasAlpha(report.format);
  if (report.rotation === 0) report.rotation = rotationOf(frame.getSideData(AV_FRAME_DATA_DISPLAYMATRIX));
}

function firstFrame(job: ProbeJob, index: number): Frame | undefined {
  const file = openFile(job.path, job);
  const stream = file.context.streams[index];
  if (!stream) return undefined;
  readOnly(file, stream);
  const decoder = openDecoder(stream);
  const frame = decode({ file, stream, decoder }).next().value ?? undefined;
  decoder.freeContext();
  closeFile(file);
  return frame;
}

function readPackets(file: MediaFile, stream: Stream, most: number): ProbeReport['packets'] {
  const packet = new Packet();
  packet.alloc();
  const packets: ProbeReport['packets'] = [];
  while (packets.length < most && file.context.readFrameSync(packet) >= 0) {
    const time = packet.pts === NO_TIME ? packet.dts : packet.pts;
    if (packet.streamIndex === stream.index && time !== NO_TIME) {
      packets.push({ seconds: Number(time) * rate(stream.timeBase) - file.startSeconds, key: packet.isKeyframe });
    }
    packet.unref();
  }
  packet.free();
  return packets;
}

/** End of the last packet that can really be read, s: a truncated file promises more. */
function lastTime(job: ProbeJob, index: number): number {
  const file = openFile(job.path, job);
  const stream = file.context.streams[index];
  if (!stream) return 0;
  readOnly(file, stream);
  seek(file, Math.max(0, file.seconds - 1));
  const packet = new Packet();
  packet.alloc();
  let last = 0;
  while (file.context.readFrameSync(packet) >= 0) {
    const time = packet.pts === NO_TIME ? packet.dts : packet.pts;
    if (packet.streamIndex === stream.index && time !== NO_TIME && packet.size > 0) {
      last = Math.max(last, Number(time + packet.duration) * rate(stream.timeBase) - file.startSeconds);
    }
    packet.unref();
  }
  packet.free();
  closeFile(file);
  return last;
}
