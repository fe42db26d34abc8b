import type { Consent } from './privacy.ts';

export const asksBeforeCopying = true;

export const agreeOpenType = 'agreePrivacyAuthorization';

export function readConsent(): Promise<Consent> {
  return new Promise((resolve) => {
    if (typeof wx.getPrivacySetting !== 'function') return resolve({ isNeeded: false, contractName: '' });
    wx.getPrivacySetting({
      success: ({ needAuthorization, privacyContractName }) => resolve({ isNeeded: needAuthorization, contractName: privacyContractName }),
      // WeChat asks by itself where we could not.
      fail: () => resolve({ isNeeded: false, contractName: '' }),
    });
  });
}

export const giveConsent = (): void => undefined;

export const openPrivacyContract = (): void => {
  wx.openPrivacyContract({});
};
