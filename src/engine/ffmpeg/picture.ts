import { closeSync, openSync, readSync } from 'node:fs';
import { SNIFF_BYTES, sniff } from '../probe/sniff.ts';

const FORMATS = { png: 'png_pipe', jpeg: 'jpeg_pipe', bmp: 'bmp_pipe' } as const;

/**
 * The demuxer to force for a single picture: left to itself ffmpeg goes by the file's name and takes a name with `%d` for a series.
 * `undefined` for everything else, moving WebP among them.
 */
export function pictureFormat(path: string): string | undefined {
  const bytes = Buffer.alloc(SNIFF_BYTES);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, SNIFF_BYTES, 0);
  } finally {
    closeSync(file);
  }
  const container = sniff(bytes);
  if (container === 'webp') return bytes.includes('ANIM') ? 'webp_anim' : 'webp_pipe';
  return FORMATS[container as keyof typeof FORMATS];
}
