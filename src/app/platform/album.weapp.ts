import type { SaveOutcome } from './album.ts';
import type { LocalFile } from './download.ts';

export const hasAlbum = true;

/** `errno` of a permission that the phone's system has not given to WeChat. */
const SYSTEM_DENIED = 3;

export function saveToAlbum(file: LocalFile): Promise<SaveOutcome> {
  return new Promise((resolve) => {
    wx.saveVideoToPhotosAlbum({
      filePath: file.path,
      success: () => resolve('saved'),
      fail: (failure) => resolve(readFailure(failure)),
    });
  });
}

/** WeChat tells most of these apart only in its message. */
function readFailure({ errMsg, errno }: { errMsg: string; errno?: number }): SaveOutcome {
  if (/cancel/.test(errMsg)) return 'cancelled';
  if (errno === SYSTEM_DENIED || /system permission denied/.test(errMsg)) return 'denied_by_phone';
  if (/auth\s?den|authorize:fail|privacy/.test(errMsg)) return 'denied';
  if (/space|storage|disk/.test(errMsg)) return 'storage_full';
  return 'refused';
}

export function openAlbumSettings(isPhoneWide: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    if (isPhoneWide) {
      wx.openAppAuthorizeSetting({ success: () => resolve(true), fail: () => resolve(false) });
      return;
    }
    wx.openSetting({
      success: ({ authSetting }) => resolve(authSetting['scope.writePhotosAlbum'] === true),
      fail: () => resolve(false),
    });
  });
}
