/** Written into the bundle by the build (`config/index.ts`); there is no process on a phone. */
declare const process: { env: { TARO_ENV: string; TARO_APP_RELAY_URL: string; TARO_APP_SIGN_IN: string; TARO_APP_VERSION: string } };

export const isWeapp = process.env.TARO_ENV === 'weapp';

/** Where the relay answers, without a slash at the end. The browser app is served by its relay, so there it is the same origin. */
export const relayUrl: string = (process.env.TARO_APP_RELAY_URL || (isWeapp ? 'http://localhost:8787' : '')).replace(/\/$/, '');

const isLocalRelay = /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(relayUrl);

/** `device` lets DevTools with a test AppID work against a relay that has no WeChat secret. */
export const signInMethod: 'wechat' | 'device' =
  process.env.TARO_APP_SIGN_IN === 'wechat' || process.env.TARO_APP_SIGN_IN === 'device'
    ? process.env.TARO_APP_SIGN_IN
    : isWeapp && !isLocalRelay
      ? 'wechat'
      : 'device';

/** What settings show and people quote when they ask for help. */
export const version: string = process.env.TARO_APP_VERSION;
