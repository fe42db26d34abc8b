import { AbortedError, NetworkError } from './failure.ts';
import type { StreamRequest } from './stream.ts';

let previous: AbortController | undefined;

export async function openStream(request: StreamRequest): Promise<void> {
  previous?.abort();
  const controller = new AbortController();
  previous = controller;
  const stop = request.signal.onAbort(() => controller.abort());
  const timer = setTimeout(() => controller.abort(), request.timeoutMs);
  try {
    const reply = await fetch(request.url, { headers: request.headers, signal: controller.signal });
    if (!reply.body) throw new NetworkError('the stream has no body');
    await read(reply.body.getReader(), request.onBytes);
  } catch (cause) {
    if (controller.signal.aborted) throw new AbortedError('the stream was given up', { cause });
    throw new NetworkError('the stream broke', { cause });
  } finally {
    clearTimeout(timer);
    stop();
    if (previous === controller) previous = undefined;
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, onBytes: (bytes: Uint8Array) => void): Promise<void> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onBytes(value);
  }
}
