import { AbortedError, NetworkError } from './failure.ts';
import type { HttpReply } from './http.ts';
import { parseJson } from './json.ts';
import type { PickedFile } from './media.ts';
import type { UploadRequest } from './upload.ts';

export function sendFile(request: UploadRequest): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    if (request.signal.aborted) return reject(new AbortedError('the upload was given up before it began'));
    const task = wx.uploadFile({
      url: request.url,
      header: request.headers,
      filePath: request.file.path,
      name: request.field,
      timeout: request.timeoutMs,
      success: ({ statusCode, data }) => settle(() => resolve({ status: statusCode, body: parseJson(data) })),
      fail: ({ errMsg }) => settle(() => reject(request.signal.aborted ? new AbortedError(errMsg) : new NetworkError(errMsg))),
    });
    task.onProgressUpdate(({ totalBytesSent, totalBytesExpectedToSend }) => request.onProgress(totalBytesSent, totalBytesExpectedToSend));
    const stop = request.signal.onAbort(() => task.abort());
    function settle(finish: () => void): void {
      stop();
      finish();
    }
  });
}

export function readPart(file: PickedFile, range: { startByte: number; byteLength: number }): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().readFile({
      filePath: file.path,
      position: range.startByte,
      length: range.byteLength,
      success: ({ data }) => (typeof data === 'string' ? reject(new NetworkError('the file was read as text')) : resolve(data)),
      fail: ({ errMsg }) => reject(new NetworkError(errMsg)),
    });
  });
}

export function isFileThere(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    wx.getFileSystemManager().access({ path, success: () => resolve(true), fail: () => resolve(false) });
  });
}
