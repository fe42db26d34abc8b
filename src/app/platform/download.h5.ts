import type { DownloadRequest, LocalFile } from './download.ts';
import { AbortedError, NetworkError } from './failure.ts';
import { forgetFile, keepFile } from './picked.h5.ts';

export function downloadFile(request: DownloadRequest): Promise<LocalFile> {
  return new Promise((resolve, reject) => {
    if (request.signal.aborted) return reject(new AbortedError('the download was given up before it began'));
    const call = new XMLHttpRequest();
    call.open('GET', request.url);
    call.responseType = 'blob';
    call.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) request.onProgress(Math.round((loaded / total) * 100));
    };
    const stop = request.signal.onAbort(() => call.abort());
    call.onload = () => {
      stop();
      if (call.status !== 200) return reject(new NetworkError(`the file came with status ${call.status}`));
      const blob: Blob = call.response;
      resolve(keepFile(new File([blob], request.name, { type: 'video/mp4' })));
    };
    call.onerror = () => reject(new NetworkError('the download broke'));
    call.onabort = () => reject(new AbortedError('the download was given up'));
    call.send();
  });
}

export const forgetDownload = (file: LocalFile): void => forgetFile(file.path);
