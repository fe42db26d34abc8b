import { NetworkError } from './failure.ts';

export function readLoginCode(): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    wx.login({ success: ({ code }) => resolve(code), fail: ({ errMsg }) => reject(new NetworkError(errMsg)) });
  });
}
