import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';
import { API_PREFIX } from './header.ts';
import { Id, Text } from './text.ts';

/** A file the person gave us, known to the upstream. URLs are signed, relative to the relay, and good for 10 minutes. */
export const Clip = z.object({
  id: Id,
  /** The draft's name for it (`source.clip` of a segment). */
  draftName: z.string(),
  name: z.string(),
  kind: z.enum(['video', 'image', 'audio']),
  sizeBytes: z.number(),
  durationMs: z.number(),
  width: z.number().optional(),
  height: z.number().optional(),
  posterUrl: z.string().optional(),
  /** A small copy every phone can play; the file itself where the upstream makes none. */
  playUrl: z.string().optional(),
  filmstripUrl: z.string().optional(),
  waveformUrl: z.string().optional(),
  /** The upstream no longer has it (its session was lost): it must be picked again. */
  lost: z.boolean().optional(),
});
export type Clip = z.infer<typeof Clip>;

/**
 * One `wx.uploadFile`: multipart, one file in the field `files`, streamed through to the upstream. `?name=&size=` let the relay refuse a
 * wrong type or size before the bytes. The same `Idempotency-Key` gives the same clip.
 */
export const uploadClip = endpoint({ method: 'POST', path: `${API_PREFIX}/projects/:projectId/clips`, reply: z.object({ clip: Clip }) });

export const importClip = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/projects/:projectId/clips/from-url`,
  body: z.object({ url: Text(2_000) }),
  reply: z.object({ clip: Clip }),
});

export const deleteClip = endpoint({ method: 'DELETE', path: `${API_PREFIX}/projects/:projectId/clips/:clipId`, reply: z.object({}) });

/**
 * tus 1.0 for large files and shaky networks. `wx.request` has no PATCH: POST with `X-HTTP-Method-Override: PATCH`. Metadata:
 * `projectId`, `filename`, `fingerprint`. After the last byte the clip is made by `finishUpload`, which may be asked again.
 */
export const TUS_PATH = `${API_PREFIX}/uploads`;

/**
 * `checking` asks the app to ask again: at once, or where it was told `retryInMs` after that, as the upstream is rate limited until then.
 */
export const finishUpload = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/projects/:projectId/clips/from-upload`,
  body: z.object({ uploadId: z.string().regex(/^[\w-]{8,80}$/) }),
  reply: z.object({ state: z.enum(['checking', 'done']), clip: Clip.optional(), retryInMs: z.number().optional() }),
});
