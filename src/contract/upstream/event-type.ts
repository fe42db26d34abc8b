/** What a turn's stream says, whatever its dialect. */
export type UpstreamEvent =
  /** Words to show, only what is new. */
  | { type: 'text'; delta: string }
  /** `isLongRunning`: its result comes later, perhaps after the stream. */
  | { type: 'tool_call'; name: string; args: Record<string, unknown>; isLongRunning?: true }
  | { type: 'tool_result'; name: string; failed: boolean; draft?: unknown }
  /** A new draft outside of any tool's result. */
  | { type: 'draft'; draft: unknown }
  /** The upstream waits for a yes before it runs the tool. */
  | { type: 'confirmation'; tool: string }
  /** A question with answers to choose from; the person's next message is the answer. */
  | { type: 'choices'; options: string[] }
  | { type: 'heartbeat' }
  /** `code` is a number of the envelope or a name of ADK's; `message` is prose for engineers. */
  | { type: 'error'; code?: number | string; message: string }
  /** The last words are in. The stream may stay open all the same, and more may follow from another agent. */
  | { type: 'final' };
