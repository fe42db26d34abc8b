import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';

/** `POST /run_sse`. `role` is always sent: the Python server silently drops a message without it. */
export const RUN_PATH = '/run_sse';

export const RunBody = z.object({
  app_name: z.literal('nemo_agent'),
  user_id: z.string(),
  session_id: z.string(),
  new_message: z.object({ role: z.literal('user'), parts: z.array(z.looseObject({ text: z.string().optional() })) }),
});

/** The body of one instruction. */
export const writeMessage = (sessionId: string, text: string): z.infer<typeof RunBody> => ({
  app_name: 'nemo_agent',
  user_id: 'me',
  session_id: sessionId,
  new_message: { role: 'user', parts: [{ text }] },
});

/** The embedded engine's own: names a message on `/run_sse`. One that arrived under its name is not taken a second time. */
export const MESSAGE_ID_HEADER = 'X-Message-Id';
export const MessageId = z.string().regex(/^[\w-]{8,80}$/);

/**
 * The embedded engine's own: whether a message arrived. After a kill it tells one that never left from one that is being worked on; of
 * the cloud nobody can know, so there the state decides.
 */
export const findMessage = endpoint({
  method: 'GET',
  path: '/api/messages/nemo_agent/me/:sessionId/:messageId',
  reply: z.looseObject({ received: z.boolean() }),
});

/**
 * The embedded engine's own: a long-running call of this tool carries the choices of a question, `{ options: string[] }`, beside its words.
 * The person's next message is the answer; the cloud sends none.
 */
export const ASK_TOOL = 'ask_user';
