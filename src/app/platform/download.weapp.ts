import type { DownloadRequest, LocalFile } from './download.ts';
import { AbortedError, NetworkError } from './failure.ts';

const LONGEST_DOWNLOAD_MS = 10 * 60_000;

export async function downloadFile(request: DownloadRequest): Promise<LocalFile> {
  // A name of our own: the album refuses a file that does not end in `.mp4`.
  const path = `${wx.env.USER_DATA_PATH}/export-${Date.now()}.mp4`;
  await removeOld();
  return new Promise((resolve, reject) => {
    if (request.signal.aborted) return reject(new AbortedError('the download was given up before it began'));
    const task = wx.downloadFile({
      url: request.url,
      filePath: path,
      timeout: LONGEST_DOWNLOAD_MS,
      success: ({ statusCode }) => {
        stop();
        if (statusCode !== 200) return reject(new NetworkError(`the file came with status ${statusCode}`));
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

function sizeOf(path: string): number {
  const stats = wx.getFileSystemManager().statSync(path);
  return Array.isArray(stats) ? 0 : stats.size;
}

/** The folder holds 200 MB for all: one export at a time is enough. */
function removeOld(): Promise<void> {
  return new Promise((resolve) => {
    const files = wx.getFileSystemManager();
    files.readdir({
      dirPath: wx.env.USER_DATA_PATH,
      success: ({ files: names }) => {
        for (const name of names) if (/^export-\d+\.mp4$/.test(name)) files.unlink({ filePath: `${wx.env.USER_DATA_PATH}/${name}` });
        resolve();
      },
      fail: () => resolve(),
    });
  });
}

export const forgetDownload = (file: LocalFile): void => {
  wx.getFileSystemManager().unlink({ filePath: file.path });
};
