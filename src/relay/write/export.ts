import type { Export, ExportedFile } from '../../contract/relay/export.ts';
import { API_PREFIX } from '../../contract/relay/header.ts';
import { readTimeline } from '../../timeline/read.ts';
import type { Addresses } from '../address.ts';
import type { StoredFile } from '../export/produce.ts';
import type { ExportRow } from '../store/exports.ts';
import { type Pauses, pauseOfExport } from '../upstream/pause.ts';
import { type CaptionFormat, cuesOf } from './captions.ts';

/** Facts of a finished export's file; `undefined` before it is finished and after it was deleted. */
export const storedFileOf = (row: ExportRow): StoredFile | undefined =>
  row.file === null || row.objectKey === null ? undefined : (JSON.parse(row.file) as StoredFile);

export const exportFileAddress = (row: ExportRow, personId: string, addresses: Addresses): string =>
  addresses.write(`${API_PREFIX}/exports/${row.id}/file`, personId);

type Shown = { personId: string; addresses: Addresses; pauses: Pauses; title: string; posterUrl?: string };

/** An export as the app sees it. */
export function writeExport(row: ExportRow, shown: Shown): Export {
  return {
    id: row.id,
    projectId: row.projectId,
    version: row.version,
    state: row.state as Export['state'],
    percent: row.percent,
    position: row.position ?? undefined,
    etaMs: row.etaMs ?? undefined,
    retryInMs: shown.pauses.leftMs(pauseOfExport(row.id)),
    file: writeFile(row, shown),
    ...(row.error !== null && { error: JSON.parse(row.error) as Export['error'] }),
    createdAt: row.createdAt,
    posterUrl: shown.posterUrl,
  };
}

function writeFile(row: ExportRow, { personId, addresses, title }: Shown): ExportedFile | undefined {
  const file = storedFileOf(row);
  if (file === undefined) return undefined;
  const hasCaptions = cuesOf(readTimeline(JSON.parse(row.draft))).length > 0;
  const captionsAddress = (format: CaptionFormat) => addresses.write(`${API_PREFIX}/exports/${row.id}/captions/${format}`, personId);
  return {
    ...file,
    url: exportFileAddress(row, personId, addresses),
    name: fileNameOf(title),
    ...(hasCaptions && { captions: { srtUrl: captionsAddress('srt'), vttUrl: captionsAddress('vtt') } }),
    expiresAt: row.expiresAt ?? 0,
  };
}

/** A file name that every system takes. */
export const fileNameOf = (title: string, extension: 'mp4' | CaptionFormat = 'mp4'): string =>
  `${
    title
      .replace(/[\p{Cc}/\\:*?"<>|]/gu, ' ')
      .trim()
      .slice(0, 60) || 'saycut'
  }.${extension}`;
