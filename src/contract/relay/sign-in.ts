import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';
import { API_PREFIX } from './header.ts';

/** `device` is for development and H5: the relay takes it from loopback, or where its settings allow it. */
export const signIn = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/sign-in`,
  body: z.discriminatedUnion('method', [
    z.object({ method: z.literal('wechat'), code: z.string().min(1).max(200) }),
    z.object({ method: z.literal('device'), deviceId: z.string().regex(/^[\w-]{16,80}$/) }),
  ]),
  /** Opaque, of ours, revocable; goes back as `Authorization: Bearer`. Upstream tokens never leave the relay. */
  reply: z.object({
    token: z.string(),
    features: z.object({
      uploadPartBytes: z.number(),
      noticeTemplateId: z.string().optional(),
      momentsSeconds: z.number(),
      canChooseResolution: z.boolean(),
    }),
  }),
});

export const signOut = endpoint({ method: 'POST', path: `${API_PREFIX}/sign-out`, reply: z.object({}) });

/** Deletes everything of the person: projects, clips, exports, messages, tokens. Cannot be undone. */
export const erasePerson = endpoint({ method: 'DELETE', path: `${API_PREFIX}/me`, reply: z.object({}) });
