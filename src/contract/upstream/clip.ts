import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';

/** Field of the multipart body; repeatable. */
export const UPLOAD_FIELD = 'files';

/** A file the upstream keeps. `duration` is in SECONDS here and in `video_infos`, unlike everywhere else. */
export const UpstreamClip = z.looseObject({
  filename: z.string().optional(),
  file_type: z.string().optional(),
  cdn_url: z.string().optional(),
  duration: z.number().nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  fps: z.number().nullish(),
  hash: z.string().nullish(),
  /** The embedded engine's own: the clip's name in a draft (`src`) and small copies for the screen; the cloud sends none of them. */
  id: z.string().optional(),
  size: z.number().optional(),
  poster_url: z.string().optional(),
  proxy_url: z.string().optional(),
  filmstrip_url: z.string().optional(),
  waveform_url: z.string().optional(),
});
export type UpstreamClip = z.infer<typeof UpstreamClip>;

/** Multipart with `files`, or JSON with `urls`. */
export const uploadClips = endpoint({
  method: 'POST',
  path: '/api/upload-video/nemo_agent/me/:sessionId',
  body: z.object({ urls: z.array(z.string()), source_type: z.literal('url') }),
  reply: z.looseObject({ files: z.array(UpstreamClip), session_state_applied: z.boolean().optional() }),
});

/**
 * The embedded engine's own, on `uploadClips` with one file: the `id` it had in a session that was lost, so that drafts still mean it. One
 * that is taken is not given again.
 */
export const CLIP_ID_HEADER = 'X-Clip-Id';
export const ClipId = z.string().regex(/^c[1-9]\d{0,4}$/);

/**
 * The embedded engine's own: deletes a clip, by its `id`. One that the film still uses answers 409; past drafts with it cannot be gone back
 * to. The cloud has no such call (404).
 */
export const forgetClip = endpoint({ method: 'DELETE', path: '/api/upload-video/nemo_agent/me/:sessionId/:clipId', reply: z.unknown() });
