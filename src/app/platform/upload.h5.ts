import { AbortedError, NetworkError } from './failure.ts';
import type { HttpReply } from './http.ts';
import { parseJson } from './json.ts';
import type { PickedFile } from './media.ts';
import { fileAt } from './picked.h5.ts';
import type { UploadRequest } from './upload.ts';

/** XMLHttpRequest, because `fetch` tells nothing about what has been sent. */
export function sendFile(request: UploadRequest): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const file = fileAt(request.file.path);
    if (!file) return reject(new NetworkError(`${request.file.name} is no longer there: it was picked in an earlier visit`));
    if (request.signal.aborted) return reject(new AbortedError('the upload was given up before it began'));
    const body = new FormData();
    body.append(request.field, file, request.file.name);
    const call = new XMLHttpRequest();
    call.open('POST', request.url);
    for (const [name, value] of Object.entries(request.headers)) call.setRequestHeader(name, value);
    call.timeout = request.timeoutMs;
    call.upload.onprogress = ({ loaded, total }) => request.onProgress(loaded, total);
    const stop = request.signal.onAbort(() => call.abort());
    const fail = (error: Error) => () => {
      stop();
      reject(error);
    };
    call.onerror = fail(new NetworkError('the upload broke'));
    call.ontimeout = fail(new NetworkError('the upload took too long'));
    call.onabort = fail(new AbortedError('the upload was given up'));
    call.onload = () => {
      stop();
      resolve({ status: call.status, body: parseJson(call.responseText) });
    };
    call.send(body);
  });
}

export async function readPart(picked: PickedFile, range: { startByte: number; byteLength: number }): Promise<ArrayBuffer> {
  try {
    const file = fileAt(picked.path);
    if (file) return await file.slice(range.startByte, range.startByte + range.byteLength).arrayBuffer();
  } catch (cause) {
    throw new NetworkError(`${picked.name} was changed or moved since it was picked`, { cause });
  }
  throw new NetworkError(`${picked.name} is no longer there: it was picked in an earlier visit`);
}

export const isFileThere = async (path: string): Promise<boolean> => fileAt(path) !== undefined;
