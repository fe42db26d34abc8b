import type { ClipKind } from '../../contract/limits.ts';

/** Bytes of a file's start that `sniffKind` wants to see. */
export const SNIFF_BYTES = 64;

const ascii = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));

/** Brands of ISO base media files that hold a picture. Source: the HEIF and AVIF standards; the upstream takes neither. */
const PICTURE_BRANDS = new Set(['heic', 'heix', 'hevc', 'mif1', 'msf1', 'avif', 'avis']);

/** Boxes an ISO base media or older QuickTime file may start with. */
const MOVIE_BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

function sniffRiff(form: string): ClipKind | undefined {
  if (form === 'AVI ') return 'video';
  if (form === 'WEBP') return 'image';
  if (form === 'WAVE') return 'audio';
  return undefined;
}

/** An MP3 frame or an ADTS frame of AAC: eleven set bits, then a layer that exists. */
const isAudioFrame = (head: Uint8Array): boolean => head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0 && ((head[1] ?? 0) & 0x18) !== 0x08;

/**
 * What a file's first bytes say it is: the upstream's formats only, whatever its name. MP4 and MOV are `video` also when they hold sound
 * alone; `undefined` for everything else, so for text, playlists, archives and scripts, which then never reach ffmpeg.
 */
export function sniffKind(head: Uint8Array): ClipKind | undefined {
  if (head.length < 12) return undefined;
  const mark = ascii(head, 0, 4);
  if (mark === 'RIFF' || mark === 'RF64') return sniffRiff(ascii(head, 8, 12));
  if (MOVIE_BOXES.has(ascii(head, 4, 8))) return PICTURE_BRANDS.has(ascii(head, 8, 12)) ? undefined : 'video';
  if (mark === '\x1aE\xdf\xa3') return 'video';
  if (mark === '\x89PNG' || mark === 'GIF8' || mark.startsWith('\xff\xd8\xff')) return 'image';
  if (mark.startsWith('ID3') || mark === 'ADIF' || isAudioFrame(head)) return 'audio';
  return undefined;
}
