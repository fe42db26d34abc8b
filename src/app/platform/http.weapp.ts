import { AbortedError, NetworkError } from './failure.ts';
import type { HttpReply, HttpRequest } from './http.ts';

export function sendHttp(request: HttpRequest): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    if (request.signal?.aborted) return reject(new AbortedError('the call was given up before it began'));
    const task = wx.request({
      url: request.url,
      // `wx.request` takes the verb only in this spelling.
      method: request.method,
      header: request.body === undefined ? request.headers : { ...request.headers, 'content-type': 'application/json' },
      data: request.body === undefined ? undefined : JSON.stringify(request.body),
      timeout: request.timeoutMs,
      success: ({ statusCode, data }) => settle(() => resolve({ status: statusCode, body: data })),
      fail: ({ errMsg }) => settle(() => reject(request.signal?.aborted ? new AbortedError(errMsg) : new NetworkError(errMsg))),
    });
    const stop = request.signal?.onAbort(() => task.abort());
    function settle(finish: () => void): void {
      stop?.();
      finish();
    }
  });
}
