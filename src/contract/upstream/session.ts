import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';

/** 19 digits: as a JavaScript number it would change. A number in a reply is refused rather than rounded. */
export const SessionId = z.string().regex(/^[\w-]{1,64}$/);

export const startSession = endpoint({
  method: 'POST',
  path: '/api/tasks/me/with-session/nemo_agent',
  body: z.object({ task_name: z.string(), language: z.string() }),
  reply: z.looseObject({ session_id: SessionId, task_id: z.string().optional(), user_id: z.string().optional() }),
});

/**
 * The embedded engine's own: deletes a session with its messages, drafts and exports, and the clips that no other session has. One that is
 * not there answers 1002, also after it was deleted. The cloud has no such call (404).
 */
export const forgetSession = endpoint({ method: 'DELETE', path: '/api/tasks/me/:sessionId', reply: z.unknown() });
