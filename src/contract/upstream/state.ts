import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';
import { UpstreamClip } from './clip.ts';

/** `draft` stays `unknown` here: it is handed on as it came, and read through `Draft` in one place. */
export const readState = endpoint({
  method: 'GET',
  path: '/api/state/nemo_agent/me/:sessionId/latest',
  reply: z.looseObject({
    session_id: z.string().optional(),
    state: z.looseObject({
      video_infos: z.array(UpstreamClip).nullish(),
      draft: z.unknown().optional(),
      canvas_config: z.unknown().optional(),
      generated_media: z.unknown().optional(),
    }),
  }),
});
export type UpstreamState = z.infer<typeof readState.reply>['state'];

/**
 * The embedded engine's own: puts a draft back exactly as it was, without a message. The cloud has no such call (404): there a restore
 * is an instruction, verified by reading the state.
 */
export const restoreState = endpoint({
  method: 'POST',
  path: '/api/state/nemo_agent/me/:sessionId/restore',
  body: z.object({ draft: z.unknown() }),
  reply: z.unknown(),
});
