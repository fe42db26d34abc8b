import { AVERROR_EAGAIN, AVERROR_EOF } from 'node-av/constants';
import { avRescaleQ, type FilterContext, FilterGraph, Frame, type Packet, type Stream } from 'node-av/lib';
import type { EncodeJob, JobReport } from '../job.ts';
import { type Measured, reportOf } from '../measured.ts';
import { check, MediaError } from './check.ts';
import { type Encoder, needsGlobalHeader, openAudioEncoder, openVideoEncoder, openWriter, type Writer } from './sink.ts';
import { openSource, type Source } from './source.ts';

/** What the loop tells its program: how far it is, and that a part is whole; waiting for it lets the program breathe. */
export type Report = { progress: (seconds: number) => Promise<void> | undefined; partDone: (path: string) => void };

type Sink = {
  kind: 'video' | 'audio';
  filter: FilterContext;
  encoder: Encoder;
  done: boolean;
  frames: number;
  bytes: number;
  timeBase: { num: number; den: number };
};

/** Runs one filter graph: inputs are decoded, filtered, encoded and written in this process. */
export async function runEncode(job: EncodeJob, report: Report): Promise<JobReport> {
  const sources = openSources(job);
  const graph = buildGraph(job, sources);
  const sinks = openSinks(job, graph);
  const writer = 'parts' in job.output ? writeParts(job.output.parts, job, report) : writeWhole(job.output, job);
  const measured: Measured = new Map();
  const frame = new Frame();
  frame.alloc();
  writer.open(sinks);
  while (sinks.some((sink) => !sink.done)) {
    const drained = sinks.map((sink) => drain({ sink, frame, writer, measure: job.measure ?? [], measured })).some(Boolean);
    const seconds = Math.min(...sinks.filter((sink) => !sink.done).map(clockOf));
    const pause = report.progress(Number.isFinite(seconds) ? seconds : job.seconds);
    if (pause) await pause;
    if (!feedEarliest(sources) && !drained) throw new MediaError('failed', 'the graph wants more than its inputs have');
  }
  writer.close();
  // Before the process may end: x264 renames its statistics only when it is closed.
  for (const sink of sinks) sink.encoder.context.freeContext();
  const picture = sinks.find((sink) => sink.kind === 'video');
  frame.free();
  graph.free();
  for (const source of sources) source.close();
  return { ...(picture && { frames: picture.frames, pictureBytes: picture.bytes }), ...reportOf(measured) };
}

const clockOf = (sink: Sink): number =>
  sink.kind === 'video'
    ? (sink.frames * sink.encoder.context.timeBase.num) / sink.encoder.context.timeBase.den
    : sink.frames / sink.encoder.context.sampleRate;

function openSources(job: EncodeJob): Source[] {
  return job.inputs.flatMap((input, index) => {
    const kinds = [...(input.video ? (['video'] as const) : []), ...(input.audio ? (['audio'] as const) : [])];
    return kinds.flatMap((kind) => {
      const source = openSource(input, index, kind);
      if (!source) throw new MediaError('broken', `input ${index} has no ${kind}`);
      return [source];
    });
  });
}

function buildGraph(job: EncodeJob, sources: Source[]): FilterGraph {
  const graph = new FilterGraph();
  graph.alloc();
  const format = job.video?.codec === 'libx264' ? 'format=yuv420p,' : '';
  const audio = job.audio;
  const sampleFormat = audio?.codec === 'aac' ? 'fltp' : 'flt';
  const sinks = [
    ...(job.video ? [`[vout]${format}buffersink@vout`] : []),
    ...(audio
      ? [
          `[aout]aformat=sample_fmts=${sampleFormat}:sample_rates=${audio.sampleRate}:channel_layouts=${audio.channels === 1 ? 'mono' : 'stereo'},` +
            `${audio.codec === 'aac' ? 'asetnsamples=n=1024:p=0,' : ''}abuffersink@aout`,
        ]
      : []),
  ];
  const description = [...sources.map((source) => source.description), job.graph, ...sinks].join(';');
  check(graph.parsePtr(description, null, null), `parsing the graph ${description}`);
  check(graph.configSync(), `connecting the graph ${description}`);
  for (const source of sources) source.filter = graph.getFilter(source.name) ?? undefined;
  return graph;
}

function openSinks(job: EncodeJob, graph: FilterGraph): Sink[] {
  const header = needsGlobalHeader(job.format);
  const open = (kind: 'video' | 'audio', name: string, encoderOf: (filter: FilterContext) => Encoder): Sink => {
    const filter = graph.getFilter(name);
    if (!filter) throw new MediaError('failed', `the graph has no ${name}`);
    return { kind, filter, encoder: encoderOf(filter), done: false, frames: 0, bytes: 0, timeBase: filter.buffersinkGetTimeBase() };
  };
  const { video, audio } = job;
  return [
    ...(video ? [open('video', 'buffersink@vout', (filter) => openVideoEncoder(filter, video, header))] : []),
    ...(audio ? [open('audio', 'abuffersink@aout', () => openAudioEncoder(audio, header))] : []),
  ];
}

type Drain = { sink: Sink; frame: Frame; writer: Output; measure: string[]; measured: Measured };

/** Frames taken from a sink before the others, and the program, have their turn. */
const DRAIN_FRAMES = 8;

/** Encodes what a sink has ready; whether there was anything. */
function drain({ sink, frame, writer, measure, measured }: Drain): boolean {
  for (let count = 0; ; count++) {
    const any = count > 0;
    // A graph that makes its own frames would never come to an end here.
    if (sink.done || count === DRAIN_FRAMES) return any;
    const code = sink.filter.buffersinkGetFrameSync(frame);
    if (code === AVERROR_EAGAIN) return any;
    if (code === AVERROR_EOF) {
      sink.done = true;
      for (const packet of sink.encoder.send(null)) pass(packet, sink, writer);
      return true;
    }
    check(code, 'filtering');
    readMetadata(frame, measure, measured);
    frame.pts = avRescaleQ(frame.pts, sink.timeBase, sink.encoder.context.timeBase);
    frame.timeBase = sink.encoder.context.timeBase;
    if (sink.kind === 'video') frame.duration = 1n;
    const key = sink.kind === 'video' && writer.isBorder(sink.frames);
    sink.frames += sink.kind === 'video' ? 1 : frame.nbSamples;
    for (const packet of sink.encoder.send(frame, key)) pass(packet, sink, writer);
    frame.unref();
  }
}

function pass(packet: Packet, sink: Sink, writer: Output): void {
  sink.bytes += packet.size;
  writer.write(packet, sink);
}

function readMetadata(frame: Frame, names: string[], into: Measured): void {
  for (const name of names) {
    const value = frame.getMetadata().get(name);
    if (value !== null) into.set(name, [...(into.get(name) ?? []), value]);
  }
}

/** Gives the graph the frame that the output needs first; false when every input has ended. */
function feedEarliest(sources: Source[]): boolean {
  let earliest: Source | undefined;
  for (const source of sources) if (source.filter && (!earliest || source.position < earliest.position)) earliest = source;
  const { filter } = earliest ?? {};
  if (!earliest || !filter) return false;
  const frame = earliest.next;
  if (frame) {
    const code = filter.buffersrcAddFrameSync(frame);
    frame.free();
    if (code !== AVERROR_EOF) check(code, 'feeding the graph');
    earliest.next = code === AVERROR_EOF ? undefined : earliest.read();
  }
  if (earliest.next) {
    earliest.position = earliest.at + (Number(earliest.next.pts) * earliest.timeBase.num) / earliest.timeBase.den;
    return true;
  }
  filter.buffersrcAddFrameSync(null);
  earliest.filter = undefined;
  return true;
}

type Output = {
  open: (sinks: Sink[]) => void;
  write: (packet: Packet, sink: Sink) => void;
  isBorder: (frame: number) => boolean;
  close: () => void;
};

function writeWhole(output: { path: string; metadata?: Record<string, string> }, job: EncodeJob): Output {
  const writer = openWriter(output.path, job.format, { metadata: output.metadata ?? {}, format: job.formatOptions ?? {} });
  const streams = new Map<Sink, Stream>();
  return {
    open: (sinks) => {
      for (const sink of sinks) streams.set(sink, writer.addStream(sink.encoder));
      writer.start();
    },
    write: (packet, sink) => {
      const stream = streams.get(sink);
      if (stream) writer.write(packet, sink.encoder.context, stream);
    },
    isBorder: (frame) => job.borders?.includes(frame) ?? false,
    close: () => writer.end(),
  };
}

/** Each part is a file of its own, whole as soon as the next one begins: a job that is stopped leaves the parts it finished. */
function writeParts(parts: { path: string; fromFrame: number }[], job: EncodeJob, report: Report): Output {
  const borders = new Set(parts.map((part) => part.fromFrame));
  let current: { writer: Writer; stream: Stream; fromFrame: number; path: string } | undefined;
  let index = -1;
  const finish = () => {
    current?.writer.end();
    if (current) report.partDone(current.path);
  };
  return {
    open: () => undefined,
    isBorder: (frame) => borders.has(frame),
    write: (packet, sink) => {
      const upcoming = parts[index + 1];
      if (upcoming && packet.isKeyframe && packet.pts >= BigInt(upcoming.fromFrame)) {
        finish();
        index += 1;
        const writer = openWriter(upcoming.path, job.format, { format: job.formatOptions ?? {} });
        current = { writer, stream: writer.addStream(sink.encoder), ...upcoming };
        writer.start();
      }
      if (!current) throw new MediaError('failed', 'the picture does not begin with a key frame');
      packet.pts -= BigInt(current.fromFrame);
      packet.dts -= BigInt(current.fromFrame);
      current.writer.write(packet, sink.encoder.context, current.stream);
    },
    close: finish,
  };
}
