import { Packet, type Stream } from 'node-av/lib';
import { mergeAvcc, readAvcc, unitLength } from '../avcc.ts';
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
  mergeParameters(job, picture.stream);
  const sound = job.sound === undefined ? undefined : addCopy(writer, job.sound.path, 'audio');
  writer.start();
  const counted = { frames: 0 };
  const feeds: Feed[] = [
    { packets: picturePackets(job, picture.timeBase, counted), stream: picture.stream, timeBase: picture.timeBase },
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
  if (job.frames !== undefined && counted.frames !== job.frames)
    throw new MediaError('failed', `joined ${counted.frames} frames instead of ${job.frames}`);
  return { frames: counted.frames };
}

/** The index goes first, so that a player begins before the whole file is there. */
export const MP4_OPTIONS = { movflags: '+faststart+use_metadata_tags', brand: 'mp42' };

const secondsOf = (head: { feed: Feed; packet?: Packet | undefined }): number =>
  head.packet ? (Number(head.packet.dts) * head.feed.timeBase.num) / head.feed.timeBase.den : 0;

function addCopy(writer: Writer, path: string, kind: 'video' | 'audio'): { stream: Stream; timeBase: { num: number; den: number } } {
  const file = openFile(path, { isIndexed: true });
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
function* picturePackets(job: JoinJob, base: { num: number; den: number }, counted: { frames: number }): Generator<Packet> {
  const frame = base.den / base.num / job.fps;
  let last = NO_TIME;
  for (const part of job.pictures) {
    const file = openFile(part.path, { isIndexed: true });
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
      const shift = BigInt(Math.round(counted.frames * frame)) - origin;
      packet.pts += shift;
      // A part that reorders its pictures begins earlier in decoding time than one that does not ends.
      packet.dts = packet.dts + shift > last ? packet.dts + shift : last + 1n;
      last = packet.dts;
      count += 1;
      yield packet;
    }
    counted.frames += count;
    closeFile(file);
  }
}

function* soundPackets({ path, from = 0, to = Number.POSITIVE_INFINITY }: NonNullable<JoinJob['sound']>): Generator<Packet> {
  const file = openFile(path, { isIndexed: true });
  const stream = bestStream(file, 'audio');
  if (stream) {
    readOnly(file, stream);
    const { num, den } = stream.timeBase;
    // One packet more in front: AAC needs the one before to give back the first, and the edit list hides it.
    const first = from > 0 ? from - (2 * 1_024) / stream.codecpar.sampleRate : Number.NEGATIVE_INFINITY;
    const origin = BigInt(Math.round(((from > 0 ? from + file.startSeconds : 0) * den) / num));
    if (from > 0) seek(file, Math.max(0, from - 0.5));
    for (const packet of packetsOf(file, stream)) {
      const seconds = (Number(packet.pts) * num) / den - (from > 0 ? file.startSeconds : 0);
      if (seconds >= to) {
        packet.free();
        break;
      }
      if (seconds < first) {
        packet.free();
        continue;
      }
      packet.pts -= origin;
      packet.dts -= origin;
      yield packet;
    }
  }
  closeFile(file);
}

/** Parts that were encoded by others bring parameter sets of their own. */
function mergeParameters(job: JoinJob, stream: Stream): void {
  const records = [...new Set(job.pictures.map((part) => part.path))].slice(0, PARAMETER_FILES).map(extradataOf);
  const [first, ...others] = records;
  const different = others.find((record) => first && !record.equals(first));
  if (!first || !different) return;
  const [ours, theirs] = [readAvcc(first), readAvcc(different)];
  if (!ours || !theirs || unitLength(ours) !== unitLength(theirs)) throw new MediaError('failed', 'the parts do not fit together');
  stream.codecpar.extradata = mergeAvcc(ours, theirs);
}

/** Files looked at for parameter sets: only a copied film has parts of two kinds, and it has at most three. */
const PARAMETER_FILES = 3;

function extradataOf(path: string): Buffer {
  const file = openFile(path, { isIndexed: true });
  const extradata = Buffer.from(bestStream(file, 'video')?.codecpar.extradata ?? Buffer.alloc(0));
  closeFile(file);
  return extradata;
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
