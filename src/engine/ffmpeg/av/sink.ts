import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  AVFMT_NOFILE,
} from 'node-av/constants';
import {
  avChannelLayoutDefault,
  Codec,
  CodecContext,
  Dictionary,
  type FilterContext,
  FormatContext,
  type Frame,
  Packet,
  Rational,
  type Stream,
} from 'node-av/lib';
import type { AudioOutput, VideoOutput } from '../job.ts';
import { check, MediaError, setOptions } from './check.ts';

/** An encoder behind a sink of the graph. */
export type Encoder = { context: CodecContext; codec: Codec; send: (frame: Frame | null, key?: boolean) => Generator<Packet> };

/** Key frame distance, s: a seek in a chat's player lands within it. */
const KEY_SECONDS = 2;

export function openVideoEncoder(sink: FilterContext, output: VideoOutput, globalHeader: boolean): Encoder {
  const codec = findEncoder(output.codec);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = sink.buffersinkGetWidth();
  context.height = sink.buffersinkGetHeight();
  context.pixelFormat = sink.buffersinkGetFormat() as CodecContext['pixelFormat'];
  context.sampleAspectRatio = new Rational(1, 1);
  context.timeBase = new Rational(1, output.fps);
  // Without it x264 takes the level and the rate control from the time base.
  context.framerate = new Rational(output.fps, 1);
  context.gopSize = KEY_SECONDS * output.fps;
  context.colorRange = sink.buffersinkGetColorRange();
  context.colorSpace = sink.buffersinkGetColorspace();
  if (output.codec === 'libx264') {
    context.colorPrimaries = 1 as CodecContext['colorPrimaries'];
    context.colorTrc = 1 as CodecContext['colorTrc'];
  }
  context.threadCount = 0;
  if (globalHeader) context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  setOptions(context, output.options);
  check(context.open2Sync(codec, null), `opening ${output.codec}`);
  return { context, codec, send: sender(context) };
}

export function openAudioEncoder(output: AudioOutput, globalHeader: boolean): Encoder {
  const codec = findEncoder(output.codec);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.sampleRate = output.sampleRate;
  context.channelLayout = avChannelLayoutDefault(output.channels);
  const format = codec.sampleFormats?.[0];
  if (format !== undefined) context.sampleFormat = format;
  context.timeBase = new Rational(1, output.sampleRate);
  if (output.bitRate !== undefined) context.bitRate = BigInt(output.bitRate);
  if (globalHeader) context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  check(context.open2Sync(codec, null), `opening ${output.codec}`);
  return { context, codec, send: sender(context) };
}

function findEncoder(name: string): Codec {
  const codec = Codec.findEncoderByName(name as Parameters<typeof Codec.findEncoderByName>[0]);
  if (!codec) throw new MediaError('failed', `this ffmpeg has no encoder ${name}`);
  return codec;
}

const sender = (context: CodecContext) =>
  function* send(frame: Frame | null, key = false): Generator<Packet> {
    if (frame) frame.pictType = key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    check(context.sendFrameSync(frame), 'encoding');
    for (;;) {
      const packet = new Packet();
      packet.alloc();
      const code = context.receivePacketSync(packet);
      if (code === AVERROR_EAGAIN || code === AVERROR_EOF) {
        packet.free();
        return;
      }
      check(code, 'encoding');
      yield packet;
    }
  };

export type Writer = {
  context: FormatContext;
  addStream: (encoder: Encoder) => Stream;
  start: () => void;
  /** Takes the packet over. */
  write: (packet: Packet, encoder: { timeBase: { num: number; den: number } }, stream: Stream) => void;
  end: () => void;
};

/** Containers that want the parameter sets in front. */
const GLOBAL_HEADER = ['mp4', 'mov', 'matroska', 'webm', 'flv'];

export const needsGlobalHeader = (format: string): boolean => GLOBAL_HEADER.includes(format);

/** A file being written. */
export function openWriter(
  path: string,
  format: string,
  options: { metadata?: Record<string, string>; format?: Record<string, string> } = {},
): Writer {
  const context = new FormatContext();
  check(context.allocOutputContext2(null, format, path), `making a ${format} file`);
  if (options.metadata) context.metadata = Dictionary.fromObject(options.metadata);
  const hasFile = !context.oformat?.hasFlags(AVFMT_NOFILE);
  return {
    context,
    addStream: (encoder) => {
      const stream = context.newStream(encoder.codec);
      check(stream.codecpar.fromContext(encoder.context), 'describing a stream');
      stream.timeBase = encoder.context.timeBase;
      stream.avgFrameRate = encoder.context.framerate;
      return stream;
    },
    start: () => {
      if (hasFile) check(context.openOutputSync(), 'creating the file');
      check(context.writeHeaderSync(Dictionary.fromObject(options.format ?? {})), 'writing the header');
    },
    write: (packet, encoder, stream) => {
      packet.rescaleTs(encoder.timeBase, stream.timeBase);
      packet.streamIndex = stream.index;
      check(context.interleavedWriteFrameSync(packet), 'writing');
      packet.free();
    },
    end: () => {
      check(context.writeTrailerSync(), 'ending the file');
      if (hasFile) context.closeOutputSync();
      context.freeContext();
    },
  };
}
