import type { DocumentRequest, LocalDocument } from './document.ts';
import { NetworkError } from './failure.ts';
import type { ShareOutcome } from './share.ts';

const LONGEST_DOWNLOAD_MS = 60_000;

export function fetchDocument({ url, id, name }: DocumentRequest): Promise<LocalDocument> {
  return new Promise((resolve, reject) => {
    // Under a name of our own: the ending of a temporary file comes from the reply's content type, and the chat opens a file by its ending.
    wx.downloadFile({
      url,
      timeout: LONGEST_DOWNLOAD_MS,
      filePath: `${wx.env.USER_DATA_PATH}/${id}${/\.\w+$/.exec(name)?.[0] ?? ''}`,
      success: ({ statusCode, filePath }) =>
        statusCode === 200 ? resolve({ path: filePath, name }) : reject(new NetworkError(`the file came with status ${statusCode}`)),
      fail: ({ errMsg }) => reject(new NetworkError(errMsg)),
    });
  });
}

/** Computers have no way to send a file to a chat, and phones none to put it on a disk. */
const isComputer = (): boolean => /^(windows|mac)$/.test(wx.getDeviceInfo().platform);

export function handOver(file: LocalDocument): Promise<ShareOutcome> {
  return new Promise((resolve) => {
    const success = () => resolve('shared' as const);
    const fail = ({ errMsg }: { errMsg: string }) => resolve(/cancel/.test(errMsg) ? 'cancelled' : 'failed');
    if (isComputer() && typeof wx.saveFileToDisk === 'function') wx.saveFileToDisk({ filePath: file.path, success, fail });
    else if (typeof wx.shareFileMessage === 'function') wx.shareFileMessage({ filePath: file.path, fileName: file.name, success, fail });
    else resolve('too_old');
  });
}
