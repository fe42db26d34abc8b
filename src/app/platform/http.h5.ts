import { AbortedError, NetworkError } from './failure.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { parseJson } from './json.ts';

export async function sendHttp(request: HttpRequest): Promise<HttpAnswer> {
  const controller = new AbortController();
  const stop = request.signal?.onAbort(() => controller.abort());
  const timer = setTimeout(() => controller.abort(), request.timeoutMs);
  try {
    const reply = await fetch(request.url, {
      method: request.method,
      headers: request.body === undefined ? request.headers : { ...request.headers, 'content-type': 'application/json' },
      body: request.bytes ?? (request.body === undefined ? undefined : JSON.stringify(request.body)),
      signal: controller.signal,
    });
    return { status: reply.status, body: parseJson(await reply.text()), headers: Object.fromEntries(reply.headers) };
  } catch (cause) {
    if (request.signal?.aborted) throw new AbortedError('the call was given up', { cause });
    throw new NetworkError(`no reply from ${request.url}`, { cause });
  } finally {
    clearTimeout(timer);
    stop?.();
  }
}
