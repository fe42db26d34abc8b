import * as z from '../../contract/schema.ts';
import { MESSAGE_ID_HEADER, RUN_PATH, writeMessage } from '../../contract/upstream/message.ts';
import type { Account } from '../upstream/account.ts';
import { readAnswer, type Upstream } from '../upstream/client.ts';
import { readTransport, UpstreamFailure } from '../upstream/failure.ts';

type Opening = {
  me: Account;
  upstream: Upstream;
  sessionId: string;
  text: string;
  /** Names the message to an engine, which then takes it once. */
  messageId?: string;
  signal: AbortSignal;
  answerMs: number;
  /** Stores that the message is about to leave. */
  markSent: () => Promise<void>;
  onRateLimit: (inMs: number) => void;
};

/**
 * Sends one message and ends with its open stream. It is sent again only after a refusal that says that it was not taken (1001, 429);
 * the caller does the same for 1002.
 */
export async function openStream({
  me,
  upstream,
  sessionId,
  text,
  messageId,
  signal,
  answerMs,
  markSent,
  onRateLimit,
}: Opening): Promise<AsyncIterable<Uint8Array>> {
  const body = JSON.stringify(writeMessage(sessionId, text));
  return me.retrying(
    async ({ token }) => {
      await markSent();
      const named: Record<string, string> = messageId !== undefined && upstream.kind === 'engine' ? { [MESSAGE_ID_HEADER]: messageId } : {};
      const headers = { accept: 'text/event-stream', 'content-type': 'application/json', ...named };
      const response = await upstream.send({
        method: 'POST',
        path: RUN_PATH,
        purpose: 'events',
        token,
        headers,
        body,
        signal,
        headersMs: answerMs,
      });
      const isStream = response.statusCode === 200 && String(response.headers['content-type'] ?? '').includes('text/event-stream');
      if (isStream) return readBytes(response.body, signal);
      await readAnswer(z.unknown(), response);
      throw new UpstreamFailure(0, 'maybe', { message: 'the upstream answered to a message with no stream' });
    },
    { signal, onRateLimit },
  );
}

/** The bytes of a stream; a break in it is a failure of the upstream like any other. */
async function* readBytes(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw signal.aborted ? signal.reason : readTransport(cause);
  }
}
