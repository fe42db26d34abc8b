import type { LocalFile } from './download.ts';
import type { ShareOutcome } from './share.ts';

export const canShareVideo = (): boolean => typeof wx.shareVideoMessage === 'function' || typeof wx.shareFileMessage === 'function';

export function shareVideo(file: LocalFile): Promise<ShareOutcome> {
  return new Promise((resolve) => {
    const success = () => resolve('shared' as const);
    const fail = ({ errMsg }: { errMsg: string }) => resolve(/cancel/.test(errMsg) ? 'cancelled' : 'failed');
    if (typeof wx.shareVideoMessage === 'function') wx.shareVideoMessage({ videoPath: file.path, success, fail });
    else if (typeof wx.shareFileMessage === 'function') wx.shareFileMessage({ filePath: file.path, fileName: file.name, success, fail });
    else resolve('too_old');
  });
}
