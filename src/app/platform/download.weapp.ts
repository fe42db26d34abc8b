import type { DownloadRequest, LocalFile } from './download.ts';
import { AbortedError, NetworkError } from './failure.ts';

const LONGEST_DOWNLOAD_MS = 10 * 60_000;

export function downloadFile(request: DownloadRequest): Promise<LocalFile> {
  return new Promise((resolve, reject) => {
    if (request.signal.aborted) return reject(new AbortedError('the download was given up before it began'));
    // Among the temporary files, which may hold 4 GB: a batch has a film for each clip, and all of them together would not fit elsewhere.
    const task = wx.downloadFile({
      url: request.url,
      timeout: LONGEST_DOWNLOAD_MS,
      success: ({ statusCode, tempFilePath }) => {
        stop();
        if (statusCode !== 200) return reject(new NetworkError(`the file came with status ${statusCode}`));
        const path = isFilm(tempFilePath) ? tempFilePath : keepAsFilm(tempFilePath);
        resolve({ path, name: request.name, sizeBytes: sizeOf(path) });
      },
      fail: ({ errMsg }) => {
        stop();
        reject(request.signal.aborted ? new AbortedError(errMsg) : new NetworkError(errMsg));
      },
    });
    task.onProgressUpdate(({ progress }) => request.onProgress(progress));
    const stop = request.signal.onAbort(() => task.abort());
  });
}

const isFilm = (path: string): boolean => path.endsWith('.mp4');

/** The album refuses a file that does not end in `.mp4`. The ending comes from the reply's content type, which a proxy may have changed. */
const keepAsFilm = (path: string): string =>
  wx.getFileSystemManager().saveFileSync(path, `${wx.env.USER_DATA_PATH}/export-${Date.now()}.mp4`);

function sizeOf(path: string): number {
  const stats = wx.getFileSystemManager().statSync(path);
  return Array.isArray(stats) ? 0 : stats.size;
}

export const forgetDownload = (file: LocalFile): void => {
  wx.getFileSystemManager().unlink({ filePath: file.path, fail: () => undefined });
};
