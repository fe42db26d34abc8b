import { AVDISCARD_ALL, AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { Codec, Dictionary, FormatContext, InputFormat, type Stream } from 'node-av/lib';
import { FORMATS } from '../job.ts';
import { pictureFormat } from '../picture.ts';
import { check, checkFile } from './check.ts';

/** Seconds before the wanted time to seek to: containers seek by decoding time, which runs behind by up to three frames at 23 fps. */
const DECODING_LEAD = 0.15;

const MICRO = 1_000_000;

/** `AV_NOPTS_VALUE`. */
export const NO_TIME = -0x8000000000000000n;

export type MediaFile = { context: FormatContext; startSeconds: number; seconds: number; path: string };

/**
 * Opens a local file of an allowed container; never a playlist, never the network. `isIndexed` believes the index of an MP4, where it is
 * the whole truth for packets: what looking into the streams would add costs several times the opening.
 */
export function openFile(
  path: string,
  { format, isIndexed = false }: { format?: string | undefined; isIndexed?: boolean } = {},
): MediaFile {
  const context = new FormatContext();
  const options = Dictionary.fromObject({
    protocol_whitelist: 'file',
    format_whitelist: FORMATS,
    probesize: 20_000_000,
    analyzeduration: 10 * MICRO,
  });
  const wanted = format ?? pictureFormat(path);
  const forced = wanted === undefined ? null : InputFormat.findInputFormat(wanted);
  checkFile(context.openInputSync(`file:${path}`, forced, options), 'opening the file');
  const isEnough = isIndexed && context.iformat?.name?.startsWith('mov');
  if (!isEnough) checkFile(context.findStreamInfoSync(null), 'reading the streams');
  const start = context.startTime === NO_TIME ? 0 : Number(context.startTime) / MICRO;
  const length = context.duration === NO_TIME ? 0 : Number(context.duration) / MICRO;
  // Matroska says when it ends, the others how long they are.
  const isEnd = context.iformat?.name?.startsWith('matroska') && start > 0 && length > start;
  return { context, startSeconds: start, seconds: Math.max(0, isEnd ? length - start : length), path };
}

/** The stream a person would call the file's picture or sound; cover art is not a picture. */
export function bestStream(file: MediaFile, kind: 'video' | 'audio'): Stream | undefined {
  const index = file.context.findBestStream(kind === 'video' ? AVMEDIA_TYPE_VIDEO : AVMEDIA_TYPE_AUDIO);
  const stream = index < 0 ? undefined : file.context.streams[index];
  // A damaged or foreign sound is no sound; a picture that cannot be decoded makes the file unusable, and is told by its probe.
  return kind === 'audio' && stream && !Codec.findDecoder(stream.codecpar.codecId) ? undefined : stream;
}

/** Leaves the file's other streams unread. */
export function readOnly(file: MediaFile, stream: Stream): void {
  for (const other of file.context.streams) if (other.index !== stream.index) other.discard = AVDISCARD_ALL;
}

/** Moving pictures whose frames build on all before them: a seek would land in the middle. */
const WHOLE = new Set(['gif', 'apng', 'webp_anim']);

/** Goes to a key frame at or before `seconds` after the file's start. */
export function seek(file: MediaFile, seconds: number): void {
  if (seconds <= 0 || WHOLE.has(file.context.iformat?.name ?? '')) return;
  const target = BigInt(Math.round((Math.max(0, seconds - DECODING_LEAD) + file.startSeconds) * MICRO));
  const code = file.context.seekFrameSync(-1, target, AVSEEK_FLAG_BACKWARD);
  // Files without an index (raw AAC, a single picture) cannot seek: they are read from the start and the frames before are dropped.
  if (code < 0) check(Math.min(0, file.context.seekFrameSync(-1, 0n, AVSEEK_FLAG_BACKWARD)) && 0, 'seeking to the start');
}

export function closeFile(file: MediaFile): void {
  file.context.closeInputSync();
}
