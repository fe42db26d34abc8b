import * as z from '../schema.ts';

/** Codes the upstream is known to answer with. Source: the mission document, "Error Codes". */
export const UPSTREAM_CODE = {
  ok: 0,
  tokenExpired: 1001,
  sessionLost: 1002,
  creditsEmpty: 2001,
  fileUnsupported: 4001,
  fileTooLarge: 4002,
  clientIdMissing: 400,
  exportBlocked: 402,
  rateLimited: 429,
} as const;

/** What was asked for, or the upstream's code: `code` is an HTTP status where the body named none. */
export type Envelope = { ok: true; data: unknown } | { ok: false; code: number; message: string };

const Wrapped = z.looseObject({
  code: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).optional(),
  success: z.boolean().optional(),
  message: z.string().optional(),
  msg: z.string().optional(),
  error: z.unknown().optional(),
  data: z.unknown().optional(),
});

/**
 * Reads a reply of the upstream. Nobody publishes which status carries which code, so a failure may be a status, a `code`,
 * a `success:false`, or all of them; and what was asked for may stand under `data` or be the whole body.
 */
export function readEnvelope(status: number, body: unknown): Envelope {
  const wrapped = Wrapped.safeParse(body).data;
  const message = wrapped?.message ?? wrapped?.msg ?? (typeof wrapped?.error === 'string' ? wrapped.error : '');
  const code = wrapped?.code ?? UPSTREAM_CODE.ok;
  if (code !== UPSTREAM_CODE.ok && code !== 200) return { ok: false, code, message };
  if (status < 200 || status > 299) return { ok: false, code: status, message };
  if (wrapped?.success === false) return { ok: false, code: 500, message };
  return { ok: true, data: wrapped?.data ?? body };
}
