import type { Clip } from '../../contract/relay/clip.ts';
import { API_PREFIX } from '../../contract/relay/header.ts';
import type { Addresses } from '../address.ts';
import type { ClipRow } from '../store/clips.ts';
import { readClipRecord } from '../upstream/clip.ts';

/** Small copies of a clip, by the name they have in an address, and the field of the upstream's record that says where they are. */
export const CLIP_FILES = { poster: 'poster_url', play: 'proxy_url', filmstrip: 'filmstrip_url', waveform: 'waveform_url' } as const;
export type ClipFile = keyof typeof CLIP_FILES;

export const CLIP_FILE_PATH = `${API_PREFIX}/clips/:clipId/:file`;

/** Where the upstream keeps a small copy; the file itself to play where it makes none. */
export function clipFileAddress(row: ClipRow, file: ClipFile): string | undefined {
  const record = readClipRecord(row.upstream);
  return record[CLIP_FILES[file]] ?? (file === 'play' ? record.cdn_url : undefined);
}

/** A clip as the app sees it. */
export function writeClip(row: ClipRow, personId: string, addresses: Addresses): Clip {
  const address = (file: ClipFile) =>
    clipFileAddress(row, file) === undefined ? undefined : addresses.write(`${API_PREFIX}/clips/${row.id}/${file}`, personId);
  return {
    id: row.id,
    draftName: row.draftName,
    name: row.name,
    kind: row.kind as Clip['kind'],
    sizeBytes: row.sizeBytes,
    durationMs: row.durationMs,
    width: row.width ?? undefined,
    height: row.height ?? undefined,
    posterUrl: address('poster'),
    playUrl: address('play'),
    filmstripUrl: address('filmstrip'),
    waveformUrl: address('waveform'),
    ...(row.lost && { lost: true }),
  };
}
