import { endpoint } from '../endpoint.ts';
import { ErrorArgs, ErrorCode } from '../error.ts';
import * as z from '../schema.ts';
import { API_PREFIX } from './header.ts';
import { Id, Instant, VersionNumber } from './text.ts';

export const ExportedFile = z.object({
  /** Signed, relative to the relay, good for 10 minutes; Range, ETag, `video/mp4`. Read the export again for a new one. */
  url: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  /** Size before it was fitted under the limit; absent when it was not. */
  originalSizeBytes: z.number().optional(),
  width: z.number(),
  height: z.number(),
  fps: z.number(),
  durationMs: z.number(),
  /** The captions of the film as files of their own, signed as the film is; absent where it has none. */
  captions: z.object({ srtUrl: z.string(), vttUrl: z.string() }).optional(),
  /** When the relay deletes it. */
  expiresAt: Instant,
});
export type ExportedFile = z.infer<typeof ExportedFile>;

/** `percent` never goes back and is 100 only with the file. */
export const Export = z.object({
  id: Id,
  projectId: Id,
  version: z.number(),
  state: z.enum(['queued', 'rendering', 'fitting', 'done', 'failed', 'cancelled', 'expired']),
  percent: z.number(),
  /** Exports before this one, while queued. */
  position: z.number().optional(),
  etaMs: z.number().optional(),
  /** Rate limited as of this answer: the one retry comes after this long. */
  retryInMs: z.number().optional(),
  file: ExportedFile.optional(),
  error: z.object({ code: ErrorCode, args: ErrorArgs.optional() }).optional(),
  createdAt: Instant,
  posterUrl: z.string().optional(),
});
export type Export = z.infer<typeof Export>;

/** The same draft and options as a running or finished export give that one back: nothing is rendered twice. */
export const startExport = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/projects/:projectId/exports`,
  body: z.object({
    version: VersionNumber.optional(),
    resolution: z.enum(['720', '1080']).optional(),
    fps: z.union([z.literal(24), z.literal(30), z.literal(60)]).optional(),
  }),
  reply: z.object({ export: Export }),
});

export const readExport = endpoint({ method: 'GET', path: `${API_PREFIX}/exports/:exportId`, reply: z.object({ export: Export }) });
export const cancelExport = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/exports/:exportId/cancel`,
  reply: z.object({ export: Export }),
});

/** Signed, no bearer: `?exp=<s>&sig=<hex>`. */
export const EXPORT_FILE_PATH = `${API_PREFIX}/exports/:exportId/file`;

/** A still of the finished film, JPEG, under an address signed as the film's is. */
export const EXPORT_POSTER_PATH = `${API_PREFIX}/exports/:exportId/poster`;

/** `format` is `srt` or `vtt`; signed as the film is. */
export const EXPORT_CAPTIONS_PATH = `${API_PREFIX}/exports/:exportId/captions/:format`;

/** What a share card may show to anyone who has the link: no person, no project. */
export const readShared = endpoint({
  method: 'GET',
  path: `${API_PREFIX}/shared/:shareId`,
  reply: z.object({
    title: z.string(),
    url: z.string(),
    posterUrl: z.string().optional(),
    durationMs: z.number(),
    width: z.number(),
    height: z.number(),
  }),
});
export const shareExport = endpoint({ method: 'POST', path: `${API_PREFIX}/exports/:exportId/share`, reply: z.object({ shareId: Id }) });
