import { request } from 'undici';
import { ApiError } from '../contract/error.ts';
import * as z from '../contract/schema.ts';

const Session = z.looseObject({ openid: z.string().min(1).optional(), errcode: z.number().optional() });

/** `40029`: the code is wrong or used; `40163`: used. Source: WeChat, code2Session. */
const BAD_CODES = new Set([40029, 40163]);

/** Who a `wx.login` code belongs to. The session key that comes with it is not kept: nothing here needs it. */
export async function readOpenId(app: { appId: string; secret: string }, code: string): Promise<string> {
  const url = new URL('https://api.weixin.qq.com/sns/jscode2session');
  url.search = new URLSearchParams({ appid: app.appId, secret: app.secret, js_code: code, grant_type: 'authorization_code' }).toString();
  let reply: unknown;
  try {
    const response = await request(url, { headersTimeout: 10_000, bodyTimeout: 10_000 });
    reply = await response.body.json();
  } catch {
    // The cause would carry the address, and with it the app's secret.
    throw new ApiError('upstream_unavailable', 'WeChat did not answer to code2Session');
  }
  const session = Session.safeParse(reply).data;
  if (session?.openid !== undefined) return session.openid;
  const isBad = BAD_CODES.has(session?.errcode ?? 0);
  throw new ApiError(isBad ? 'bad_request' : 'upstream_unavailable', `code2Session answered ${session?.errcode ?? 'nothing known'}`);
}
