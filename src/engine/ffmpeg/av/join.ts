import { Packet, type Stream } from 'node-av/lib';
import type { JobReport, JoinJob } from '../job.ts';
import { check, MediaError } from './check.ts';
import { bestStream, closeFile, type MediaFile, NO_TIME, openFile, readOnly, seek } from './file.ts';
import { openWriter, type Writer } from './sink.ts';

/** Time of a packet moved onto the joined clock, in frames of the film. */
type Feed = { packets: Generator<Packet>; stream: Stream; timeBase: { num: number; den: number } };

/** Puts parts behind one another and the sound beside them; the bytes of the pictures stay as they are. */
export async function runJoin(job: JoinJob, breathe: (seconds: number) => Promise<void> | undefined): Promise<JobReport> {
  const writer = openWriter(job.output.path, 'mp4', { metadata: job.output.metadata ?? {}, format: MP4_OPTIONS });
  const firstPath = job.pictures[0]?.path;
  if (firstPath === undefined) throw new MediaError('failed', 'nothing to join');
  const picture = addCopy(writer, firstPath, 'video');
  const sound = job.sound === undefined ? undefined : addCopy(writer, job.sound, 'audio');
  writer.start();
  const feeds: Feed[] = [
    { packets: picturePackets(job, picture.timeBase), stream: picture.stream, timeBase: picture.timeBase },
    ...(sound && job.sound !== undefined ? [{ packets: soundPackets(job.sound), stream: sound.stream, timeBase: sound.timeBase }] : []),
  ];
  const heads = feeds.map((feed) => ({ feed, packet: feed.packets.next().value ?? undefined }));
  for (let count = 0; ; count++) {
    const open = heads.filter((head) => head.packet);
    const next = open.sort((a, b) => secondsOf(a) - secondsOf(b))[0];
    if (!next?.packet) break;
    writer.write(next.packet, { timeBase: next.feed.timeBase }, next.feed.stream);
    next.packet = next.feed.packets.next().value ?? undefined;
    const pause = count % 64 === 0 ? breathe(secondsOf(next)) : undefined;
    if (pause) await pause;
  }
  writer.end();
  return {};
}

/** The index goes first, so that a player begins before the whole file is there. */
export const MP4_OPTIONS = { movflags: '+faststart+use_metadata_tags', brand: 'mp42' };

const secondsOf = (head: { feed: Feed; packet?: Packet | undefined }): number =>
  head.packet ? (Number(head.packet.dts) * head.feed.timeBase.num) / head.feed.timeBase.den : 0;

function addCopy(writer: Writer, path: string, kind: 'video' | 'audio'): { stream: Stream; timeBase: { num: number; den: number } } {
  const file = openFile(path);
  const from = bestStream(file, kind);
  if (!from) throw new MediaError('failed', `${kind} is missing in a part`);
  const stream = writer.context.newStream(null);
  check(from.codecpar.copy(stream.codecpar), 'copying a stream');
  stream.codecpar.codecTag = 0;
  stream.timeBase = from.timeBase;
  stream.avgFrameRate = from.avgFrameRate;
  const timeBase = { num: from.timeBase.num, den: from.timeBase.den };
  closeFile(file);
  return { stream, timeBase };
}

/** Packets of all parts on one clock. Every part begins where the one before ends, counted in whole frames. */
function* picturePackets(job: JoinJob, base: { num: number; den: number }): Generator<Packet> {
  const frame = base.den / base.num / job.fps;
  let frames = 0;
  for (const part of job.pictures) {
    const file = openFile(part.path);
    const stream = bestStream(file, 'video');
    if (!stream) throw new MediaError('failed', 'a part without a picture');
    readOnly(file, stream);
    if (part.from !== undefined) seek(file, part.from);
    let count = 0;
    let origin: bigint | undefined;
    for (const packet of packetsOf(file, stream)) {
      packet.rescaleTs(stream.timeBase, base);
      const seconds = (Number(packet.pts) * base.num) / base.den;
      const wanted = (part.from === undefined || seconds >= part.from - 1e-3) && (part.to === undefined || seconds < part.to - 1e-3);
      if (!wanted || (origin === undefined && !packet.isKeyframe)) {
        packet.free();
        continue;
      }
      origin ??= packet.pts;
      const shift = BigInt(Math.round(frames * frame)) - origin;
      packet.pts += shift;
      packet.dts += shift;
      count += 1;
      yield packet;
    }
    frames += count;
    closeFile(file);
  }
}

function* soundPackets(path: string): Generator<Packet> {
  const file = openFile(path);
  const stream = bestStream(file, 'audio');
  if (stream) {
    readOnly(file, stream);
    yield* packetsOf(file, stream);
  }
  closeFile(file);
}

function* packetsOf(file: MediaFile, stream: Stream): Generator<Packet> {
  for (;;) {
    const packet = new Packet();
    packet.alloc();
    if (file.context.readFrameSync(packet) < 0) {
      packet.free();
      return;
    }
    if (packet.streamIndex === stream.index && packet.pts !== NO_TIME) yield packet;
    else packet.free();
  }
}
