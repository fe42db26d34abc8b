import Taro from '@tarojs/taro';

/** The manager must be asked for, or WeChat looks for updates only at a cold start. `applyUpdate` is never called: it restarts the app, and an upload with it. */
export const listenForUpdate = (onReady: () => void): void => {
  Taro.getUpdateManager().onUpdateReady(onReady);
};
