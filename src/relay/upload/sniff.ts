import { type ClipKind, clipKindOf } from '../../contract/limits.ts';

/** Bytes of a file that tell what it is. */
export const SNIFF_BYTES = 16;

const text = (bytes: Buffer, from: number, to: number) => bytes.subarray(from, to).toString('latin1');

/** Boxes that a QuickTime or MP4 file may start with. */
const BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

/** What a file really is, by its first bytes; `undefined` for a type the upstream does not take. MP4 may be film or sound. */
export function sniff(bytes: Buffer): ClipKind | 'mp4' | undefined {
  if (BOXES.has(text(bytes, 4, 8))) return 'mp4';
  if (bytes.readUInt32BE(0) === 0x1a45dfa3) return 'video';
  if (text(bytes, 0, 4) === 'RIFF') return riff(text(bytes, 8, 12));
  if (bytes.readUInt32BE(0) === 0x89504e47 || text(bytes, 0, 4) === 'GIF8' || bytes.readUIntBE(0, 3) === 0xffd8ff) return 'image';
  const isMpegAudio = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0;
  return text(bytes, 0, 3) === 'ID3' || isMpegAudio ? 'audio' : undefined;
}

function riff(form: string): ClipKind | undefined {
  const forms: Record<string, ClipKind> = { 'AVI ': 'video', WAVE: 'audio', WEBP: 'image' };
  return forms[form];
}

/** Whether the content keeps what the name promises. */
export function isAsNamed(bytes: Buffer, name: string): boolean {
  const promised = clipKindOf(name);
  const found = bytes.length < SNIFF_BYTES ? undefined : sniff(bytes);
  if (promised === undefined || found === undefined) return false;
  return found === 'mp4' ? promised !== 'image' : found === promised;
}
