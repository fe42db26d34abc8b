import { AbortedError, NetworkError } from './failure.ts';
import type { StreamRequest } from './stream.ts';

let endPrevious: (() => void) | undefined;

export function openStream(request: StreamRequest): Promise<void> {
  endPrevious?.();
  return new Promise((resolve, reject) => {
    if (request.signal.aborted) return reject(new AbortedError('the stream was given up before it began'));
    let isChunked = false;
    let isEnded = false;
    const task = wx.request({
      url: request.url,
      header: request.headers,
      enableChunked: true,
      // Bytes, so that the fallback below meets no half-decoded text.
      responseType: 'arraybuffer',
      timeout: request.timeoutMs,
      success: ({ data }) => {
        // Some desktop clients fire no chunk event and give the whole body at the end.
        if (!isChunked && !isEnded && data instanceof ArrayBuffer && data.byteLength > 0) request.onBytes(new Uint8Array(data));
        settle(isEnded ? () => reject(new AbortedError('another stream was opened')) : resolve);
      },
      fail: ({ errMsg }) => settle(() => reject(isEnded ? new AbortedError(errMsg) : new NetworkError(errMsg))),
    });
    // In the same tick as the request: what arrives before a listener is lost.
    task.onChunkReceived(({ data }) => {
      isChunked = true;
      if (!isEnded) request.onBytes(new Uint8Array(data));
    });
    const stop = request.signal.onAbort(end);
    endPrevious = end;
    function end(): void {
      isEnded = true;
      task.abort();
    }
    function settle(finish: () => void): void {
      stop();
      if (endPrevious === end) endPrevious = undefined;
      finish();
    }
  });
}
