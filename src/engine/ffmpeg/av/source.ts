import { AVERROR_EAGAIN, AVERROR_EOF, AVERROR_INVALIDDATA, AVMEDIA_TYPE_AUDIO } from 'node-av/constants';
import {
  avChannelLayoutDefault,
  avChannelLayoutDescribe,
  avGetPixFmtName,
  avGetSampleFmtName,
  avRescaleQ,
  Codec,
  CodecContext,
  type FilterContext,
  Frame,
  type IRational,
  Packet,
  type Stream,
} from 'node-av/lib';
import { JOB_LIMITS, type JobInput } from '../job.ts';
import { check, checkFile, MediaError, setOptions } from './check.ts';
import { bestStream, closeFile, type MediaFile, NO_TIME, openFile, readOnly, seek } from './file.ts';

/** Frames that may fail to decode in a row before the file counts as broken. */
const BAD_PACKETS = 300;

/** One decoded stream of one input, as a sequence of frames whose times begin at the input's `from`. */
export type Source = {
  label: string;
  name: string;
  /** Buffer filter that takes its frames, as a line of the graph. */
  description: string;
  /** Where on the output's clock the next frame is used. */
  position: number;
  next: Frame | undefined;
  read: () => Frame | undefined;
  timeBase: IRational;
  filter: FilterContext | undefined;
  at: number;
  close: () => void;
};

export function openDecoder(stream: Stream): CodecContext {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  if (!codec) throw new MediaError('broken', `no decoder for codec ${stream.codecpar.codecId}`);
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  check(decoder.parametersToContext(stream.codecpar), 'setting up the decoder');
  decoder.pktTimebase = stream.timeBase;
  decoder.threadCount = 0;
  // Left to itself a decoder drops the hidden start of an edit list once more after every seek; `windowed` goes by the times alone.
  const isSound = stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO;
  setOptions(decoder, { max_pixels: `${JOB_LIMITS.pixels}`, ...(isSound && { flags2: '+skip_manual' }) });
  checkFile(decoder.open2Sync(codec, null), 'opening the decoder');
  return decoder;
}

/** `wantedFrom` is the time of the first picture that will be used, s: what comes before is decoded only as far as others build on it. */
type Decoding = { file: MediaFile; stream: Stream; decoder: CodecContext; wantedFrom?: number | undefined };

/** Frames of one stream in the order they are shown; packets that do not decode are passed over. */
export function* decode({ file, stream, decoder, wantedFrom }: Decoding): Generator<Frame> {
  const packet = new Packet();
  packet.alloc();
  const skip = wantedFrom === undefined ? undefined : createSkip({ stream, decoder, wantedFrom });
  let bad = 0;
  try {
    for (let ended = false; ; ) {
      const frame = new Frame();
      frame.alloc();
      const code = decoder.receiveFrameSync(frame);
      if (code >= 0) {
        bad = 0;
        yield frame;
        continue;
      }
      frame.free();
      if (code === AVERROR_EOF || (code !== AVERROR_EAGAIN && ended)) return;
      if (code !== AVERROR_EAGAIN && ++bad > BAD_PACKETS) throw new MediaError('broken', 'nothing decodes any more');
      ended = sendNext({ file, stream, decoder, packet, skip }) || ended;
    }
  } finally {
    packet.free();
  }
}

/** Seconds before the first wanted picture from which all are decoded: one that is still on screen then is wanted, too. */
const SKIP_LEAD = 0.1;

type Skipping = { stream: Stream; decoder: CodecContext; wantedFrom: number };

function createSkip({ stream, decoder, wantedFrom }: Skipping): (packet: Packet) => void {
  let isSkipping = false;
  return (packet) => {
    const seconds = (Number(packet.pts) * stream.timeBase.num) / stream.timeBase.den;
    const isUnwanted = packet.pts !== NO_TIME && seconds < wantedFrom - SKIP_LEAD;
    if (isUnwanted !== isSkipping) setOptions(decoder, { skip_frame: isUnwanted ? 'noref' : 'default' });
    isSkipping = isUnwanted;
  };
}

type Sending = { file: MediaFile; stream: Stream; decoder: CodecContext; packet: Packet; skip: ((packet: Packet) => void) | undefined };

/** Hands the decoder one packet of its stream; true at the end of the file. */
function sendNext({ file, stream, decoder, packet, skip }: Sending): boolean {
  for (;;) {
    const code = file.context.readFrameSync(packet);
    // A truncated file ends with an error instead of its end: what was read of it counts.
    if (code < 0) {
      decoder.sendPacketSync(null);
      return true;
    }
    if (packet.streamIndex !== stream.index) {
      packet.unref();
      continue;
    }
    skip?.(packet);
    const sent = decoder.sendPacketSync(packet);
    packet.unref();
    if (sent < 0 && sent !== AVERROR_INVALIDDATA && sent !== AVERROR_EAGAIN && sent !== AVERROR_EOF) continue;
    return false;
  }
}

/** Opens one stream of an input at its `from`; `undefined` when the file has no such stream. */
export function openSource(input: JobInput, index: number, kind: 'video' | 'audio'): Source | undefined {
  const isSteady = kind === 'video' && input.isSteady === true;
  const file = openFile(input.path, { isIndexed: isSteady });
  const stream = bestStream(file, kind);
  if (!stream) {
    closeFile(file);
    return undefined;
  }
  readOnly(file, stream);
  const decoder = openDecoder(stream);
  const from = input.from ?? 0;
  seek(file, from);
  const letter = kind === 'video' ? 'v' : 'a';
  const source: Source = {
    label: `${index}:${letter}`,
    name: `${kind === 'video' ? 'buffer' : 'abuffer'}@${letter}${index}`,
    description: '',
    at: input.at ?? 0,
    position: input.at ?? 0,
    next: undefined,
    read: () => undefined,
    timeBase: stream.timeBase,
    filter: undefined,
    close: () => {
      decoder.freeContext();
      closeFile(file);
    },
  };
  const frames = windowed({
    frames: decode({ file, stream, decoder, wantedFrom: isSteady ? from : undefined }),
    file,
    stream,
    from,
    length: input.length ?? Number.POSITIVE_INFINITY,
    kind,
  });
  source.read = () => frames.next().value ?? undefined;
  source.next = source.read();
  if (source.next) describe(source, source.next, stream);
  else if (kind === 'audio') describeSilence(source, stream);
  else throw new MediaError('broken', `no video frame at ${from.toFixed(3)} s`);
  return source;
}

type Window = { frames: Generator<Frame>; file: MediaFile; stream: Stream; from: number; length: number; kind: 'video' | 'audio' };

/**
 * Frames shown in [from, from + length), their times counted from `from`. The last picture before `from` is kept when none begins
 * there: with a variable rate it is the one on screen.
 */
function* windowed({ frames, file, stream, from, length, kind }: Window): Generator<Frame> {
  let held: Frame | undefined;
  const origin = file.startSeconds + from;
  for (const [frame, seconds] of timed({ frames, stream, origin })) {
    if (seconds >= length - 1e-6) {
      frame.free();
      break;
    }
    const end = kind === 'audio' ? seconds + frame.nbSamples / frame.sampleRate - 1e-6 : seconds + 1e-3;
    if (end <= 0) {
      held?.free();
      held = frame;
      continue;
    }
    if (held && kind === 'video' && seconds > 1e-3) yield restamp(held, 0, kind);
    else held?.free();
    held = undefined;
    yield restamp(frame, seconds, kind);
  }
  if (held && kind === 'video') yield restamp(held, 0, kind);
  else held?.free();
}

/** Frames with their time after `origin`, s; a frame without a time follows the one before. */
function* timed({ frames, stream, origin }: { frames: Generator<Frame>; stream: Stream; origin: number }): Generator<[Frame, number]> {
  let guess = 0n;
  for (const frame of frames) {
    const base = frame.timeBase.num > 0 ? frame.timeBase : stream.timeBase;
    const stamp = frame.bestEffortTimestamp === NO_TIME ? frame.pts : frame.bestEffortTimestamp;
    const pts = stamp === NO_TIME ? guess : stamp;
    guess = pts + (frame.duration > 0n ? frame.duration : 1n);
    frame.timeBase = base;
    yield [frame, (Number(pts) * base.num) / base.den - origin];
  }
}

const SOUND_BASE = (frame: Frame): IRational => ({ num: 1, den: frame.sampleRate });
export const PICTURE_BASE: IRational = { num: 1, den: 90_000 };

function restamp(frame: Frame, seconds: number, kind: 'video' | 'audio'): Frame {
  const base = kind === 'video' ? PICTURE_BASE : SOUND_BASE(frame);
  frame.pts = BigInt(Math.round((seconds * base.den) / base.num));
  frame.duration = frame.duration > 0n && kind === 'video' ? avRescaleQ(frame.duration, frame.timeBase, base) : 0n;
  frame.timeBase = base as Frame['timeBase'];
  return frame;
}

/** Sound that ends before the picture, or never decodes, is silence: an input without frames. */
function describeSilence(source: Source, { codecpar }: Stream): void {
  const rate = codecpar.sampleRate > 0 ? codecpar.sampleRate : 48_000;
  source.timeBase = { num: 1, den: rate };
  source.description = `${source.name}=time_base=1/${rate}:sample_rate=${rate}:sample_fmt=fltp:channel_layout=stereo[${source.label}]`;
}

function describe(source: Source, frame: Frame, stream: Stream): void {
  if (frame.isVideo()) {
    const shape = frame.sampleAspectRatio;
    const rate = stream.avgFrameRate;
    const format = avGetPixFmtName(frame.format as Parameters<typeof avGetPixFmtName>[0]);
    source.timeBase = PICTURE_BASE;
    source.description =
      `${source.name}=video_size=${frame.width}x${frame.height}:pix_fmt=${format}:time_base=1/90000:` +
      `pixel_aspect=${shape.num}/${Math.max(1, shape.den)}:colorspace=${frame.colorSpace}:range=${frame.colorRange}` +
      `${rate.num > 0 ? `:frame_rate=${rate.num}/${rate.den}` : ''}[${source.label}]`;
    return;
  }
  const format = avGetSampleFmtName(frame.format as Parameters<typeof avGetSampleFmtName>[0]);
  const named = avChannelLayoutDescribe(frame.channelLayout);
  const layout = !named || named.includes('channels') ? avChannelLayoutDescribe(avChannelLayoutDefault(frame.channels)) : named;
  source.timeBase = SOUND_BASE(frame);
  source.description = `${source.name}=time_base=1/${frame.sampleRate}:sample_rate=${frame.sampleRate}:sample_fmt=${format}:channel_layout=${layout}[${source.label}]`;
}
