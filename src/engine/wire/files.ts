import type { FastifyRequest } from 'fastify';
import type { UpstreamClip } from '../../contract/upstream/clip.ts';
import type { CopyQueue } from '../jobs/copies.ts';
import { type ClipRecord, COPIES, type Copy } from '../store/clips.ts';
import type { Render } from '../store/renders.ts';
import type { SessionClip } from '../store/sessions.ts';

/**
 * Files stand under addresses that nobody can guess (the hash of the bytes, a random key) and need no token, as on the cloud's CDN.
 * They are absolute, on the host that was asked.
 */
export const CLIP_FILE_PATH = '/files/:hash/:name';
export const EXPORT_FILE_PATH = '/files/exports/:name';

export const originOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}`;

type ExportKind = 'mp4' | 'jpg';

export const writeExportUrl = (origin: string, { id, key }: Render, kind: ExportKind): string =>
  `${origin}/files/exports/${id}.${key}.${kind}`;

/** `undefined` for a name that no file of an export has had. */
export function readExportName(name: string): { id: string; key: string; kind: ExportKind } | undefined {
  const [, id, key, kind] = /^(render_[\w-]{1,80})\.([0-9a-f]{32})\.(mp4|jpg)$/.exec(name) ?? [];
  return id === undefined || key === undefined ? undefined : { id, key, kind: kind === 'jpg' ? 'jpg' : 'mp4' };
}

type ShownClip = { clip: SessionClip; record: ClipRecord; copies: CopyQueue; origin: string };

/** A clip as the wire has it; `duration` in seconds. Copies are named as soon as they are planned. */
export function writeClip({ clip, record, copies, origin }: ShownClip): UpstreamClip {
  const { kind, durationMs, width, height, fps, sizeBytes } = record.facts;
  const folder = `${origin}/files/${record.hash}`;
  const expected = copies.expected(record);
  const urlOf = (copy: Copy): string | undefined => (expected.includes(copy) ? `${folder}/${COPIES[copy]}` : undefined);
  return {
    id: clip.id,
    filename: clip.name,
    file_type: kind,
    cdn_url: `${folder}/${record.fileName}`,
    duration: durationMs / 1_000,
    width,
    height,
    fps,
    hash: record.hash,
    size: sizeBytes,
    poster_url: urlOf('poster'),
    proxy_url: urlOf('proxy'),
    filmstrip_url: urlOf('filmstrip'),
    waveform_url: urlOf('waveform'),
  };
}
