import * as z from '../../contract/schema.ts';
import { MESSAGE_ID_HEADER, RUN_PATH, writeMessage } from '../../contract/upstream/message.ts';
import type { Account } from '../upstream/account.ts';
import { readAnswer, type Upstream } from '../upstream/client.ts';
import { readTransport, UpstreamFailure } from '../upstream/failure.ts';
import { type Held, type Holding, hold } from './hold.ts';

type Message = {
  me: Account;
  upstream: Upstream;
  sessionId: string;
  text: string;
  /** Names the message to an engine, which then takes it once. */
  messageId?: string;
  signal: AbortSignal;
  /** Stores that the message is about to leave. */
  markSent: () => Promise<void>;
  /** Whether all is as it was before the message: asked before one goes again that was refused inside of its stream. */
  isUntouched: () => Promise<boolean>;
  holding: Holding;
};

/**
 * Sends one message and holds its stream to the end. It is sent again only after a refusal that says that it was not taken (1001, 429), by
 * status or as the first words of the stream; the caller does the same for 1002.
 */
export async function sendMessage(message: Message): Promise<Held> {
  const { me, signal, markSent, isUntouched, holding } = message;
  let isRefusedInside = false;
  return me.retrying(
    async ({ token }) => {
      if (isRefusedInside && !(await isUntouched()))
        throw new UpstreamFailure(0, 'maybe', { message: 'something came of a message that was refused' });
      await markSent();
      const stream = await openStream(message, token);
      try {
        return await hold(holding, stream);
      } catch (error) {
        isRefusedInside = error instanceof UpstreamFailure && error.reached === 'answered';
        throw error;
      }
    },
    { signal },
  );
}

async function openStream({ upstream, sessionId, text, messageId, signal, holding }: Message, token: string) {
  const named: Record<string, string> = messageId !== undefined && upstream.kind === 'engine' ? { [MESSAGE_ID_HEADER]: messageId } : {};
  const response = await upstream.send({
    method: 'POST',
    path: RUN_PATH,
    purpose: 'events',
    token,
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...named },
    body: JSON.stringify(writeMessage(sessionId, text)),
    signal,
    headersMs: holding.timings.answerMs,
  });
  const isStream = response.statusCode === 200 && String(response.headers['content-type'] ?? '').includes('text/event-stream');
  if (isStream) return readBytes(response.body, signal);
  await readAnswer(z.unknown(), response);
  throw new UpstreamFailure(0, 'maybe', { message: 'the upstream answered to a message with no stream' });
}

/** The bytes of a stream; a break in it is a failure of the upstream like any other. */
async function* readBytes(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw signal.aborted ? signal.reason : readTransport(cause);
  }
}
