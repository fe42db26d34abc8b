import * as z from './schema.ts';

/** Everything that can go wrong for the app. Codes of ours: upstream numbers and prose stop at the relay. */
export const ErrorCode = z.enum([
  'bad_request',
  'signed_out',
  'not_found',
  'conflict',
  'busy',
  'too_many_requests',
  'credits_empty',
  'file_unsupported',
  'file_too_large',
  'file_broken',
  'address_refused',
  'upload_interrupted',
  'export_blocked',
  'draft_empty',
  'render_failed',
  'render_too_long',
  'session_lost',
  'turn_timed_out',
  'upstream_unavailable',
  'storage_full',
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/**
 * Facts for the sentence the app shows: a file's name, its size, seconds to wait. Never an id, a token or upstream prose. `waitSeconds` of
 * `too_many_requests`: nobody has waited yet; the app counts down and asks once more, with the same key. Without it that was done.
 */
export const ErrorArgs = z.record(z.string(), z.union([z.string(), z.number()]));
export type ErrorArgs = z.infer<typeof ErrorArgs>;

export const ErrorBody = z.object({ error: z.object({ code: ErrorCode, args: ErrorArgs.optional() }) });
export type ErrorBody = z.infer<typeof ErrorBody>;

/** HTTP status that carries each code. */
export const statusOf: Record<ErrorCode, number> = {
  bad_request: 400,
  signed_out: 401,
  export_blocked: 402,
  not_found: 404,
  conflict: 409,
  busy: 409,
  draft_empty: 409,
  credits_empty: 402,
  file_too_large: 413,
  file_unsupported: 415,
  file_broken: 422,
  address_refused: 422,
  render_too_long: 422,
  too_many_requests: 429,
  upload_interrupted: 499,
  internal: 500,
  render_failed: 502,
  session_lost: 410,
  upstream_unavailable: 503,
  turn_timed_out: 504,
  storage_full: 507,
};

/** An expected failure. `message` is for engineers: what happened and what would help. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly args: ErrorArgs;

  constructor(code: ErrorCode, message: string, options: { args?: ErrorArgs; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.args = options.args ?? {};
  }
}
