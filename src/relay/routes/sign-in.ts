import { ApiError } from '../../contract/error.ts';
import { signIn } from '../../contract/relay/sign-in.ts';
import type * as z from '../../contract/schema.ts';
import type { Parts } from '../parts.ts';
import { sha256 } from '../store/id.ts';
import * as people from '../store/people.ts';
import { readOpenId } from '../wechat.ts';
import type { App } from './serve.ts';

/** Size of a tus part: the most reliable one on phones. Source: reports on the official uploader of mini programs. */
const UPLOAD_PART_BYTES = 1_000_000;

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export function serveSignIn(app: App, parts: Parts): void {
  app.route({
    method: signIn.method,
    url: signIn.path,
    schema: { body: signIn.body, response: { 200: signIn.reply } },
    handler: async (request): Promise<z.output<typeof signIn.reply>> => {
      const body = request.body as z.output<NonNullable<typeof signIn.body>>;
      const subject = body.method === 'wechat' ? await wechatSubject(parts, body.code) : deviceSubject(parts, body.deviceId, request.ip);
      const at = parts.clock.now();
      const person = await people.keepPerson(parts.db, subject, at);
      parts.tokens.seen(person.id, request.ip);
      return { token: await people.issueToken(parts.db, person.id, at), features: featuresOf(parts) };
    },
  });
}

async function wechatSubject({ settings }: Parts, code: string): Promise<string> {
  if (settings.wechat === undefined) throw new ApiError('bad_request', 'set WECHAT_APP_ID and WECHAT_APP_SECRET to sign in by wx.login');
  return `wechat:${await readOpenId(settings.wechat, code)}`;
}

/** Anybody can make up device ids, and with each an upstream account with free credits: other machines only where settings say so. */
function deviceSubject({ settings }: Parts, deviceId: string, address: string): string {
  if (!settings.devicesAllowed && !LOOPBACK.has(address))
    throw new ApiError('signed_out', 'device ids are taken from this machine only; see ALLOW_DEVICES');
  return `device:${sha256(deviceId)}`;
}

function featuresOf({ settings, upstream }: Parts) {
  return {
    uploadPartBytes: UPLOAD_PART_BYTES,
    noticeTemplateId: settings.noticeTemplateId,
    momentsSeconds: settings.momentsSeconds ?? 30,
    canChooseResolution: upstream.kind === 'engine',
  };
}
