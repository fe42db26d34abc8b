import { AbortedError, NetworkError } from './failure.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';

export function sendHttp(request: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    if (request.signal?.aborted) return reject(new AbortedError('the call was given up before it began'));
    const task = wx.request({
      url: request.url,
      // `wx.request` takes the verb only in this spelling.
      method: request.method,
      header: request.body === undefined ? request.headers : { ...request.headers, 'content-type': 'application/json' },
      data: request.bytes ?? (request.body === undefined ? undefined : JSON.stringify(request.body)),
      timeout: request.timeoutMs,
      success: ({ statusCode, data, header }) => settle(() => resolve({ status: statusCode, body: data, headers: inLowerCase(header) })),
      fail: ({ errMsg }) => settle(() => reject(request.signal?.aborted ? new AbortedError(errMsg) : new NetworkError(errMsg))),
    });
    const stop = request.signal?.onAbort(() => task.abort());
    function settle(finish: () => void): void {
      stop?.();
      finish();
    }
  });
}

const inLowerCase = (header: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), String(value)]));
