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

/**
 * The embedded engine's own: a long-running call of this tool carries the choices of a question, `{ options: string[] }`, beside its words.
 * The person's next message is the answer; the cloud sends none.
 */
export const ASK_TOOL = 'ask_user';
