import { ApiError, type ErrorCode, statusOf } from '../../contract/error.ts';
import type * as z from '../../contract/schema.ts';
import { UPSTREAM_CODE } from '../../contract/upstream/envelope.ts';
import { readStorageFailure } from '../store/record.ts';

/** A reply as the upstream wraps it. */
export const writeReply = (data: unknown): { code: number; message: string; data: unknown } => ({
  code: UPSTREAM_CODE.ok,
  message: 'success',
  data,
});

/** The render's calls are wrapped another way. */
export const writeRenderReply = (data: unknown): { success: true; data: unknown } => ({ success: true, data });

/** Failures that have a published number; the others carry their HTTP status, as the cloud's 400, 402 and 429 do. */
const codes: Partial<Record<ErrorCode, number>> = {
  signed_out: UPSTREAM_CODE.tokenExpired,
  session_lost: UPSTREAM_CODE.sessionLost,
  credits_empty: UPSTREAM_CODE.creditsEmpty,
  file_unsupported: UPSTREAM_CODE.fileUnsupported,
  file_broken: UPSTREAM_CODE.fileUnsupported,
  file_too_large: UPSTREAM_CODE.fileTooLarge,
};

/** What a client must not retry as it is: a bad body, an unknown address. */
const isClientError = (status: unknown): status is number => typeof status === 'number' && status >= 400 && status < 500;

const statusIn = (error: unknown): unknown => (error instanceof Error && 'statusCode' in error ? error.statusCode : undefined);

/** Status and body of a failure. `data.reason` is the failure's own name, finer than the number; a bug tells nothing of itself. */
export function writeFailure(cause: unknown): { status: number; body: { code: number; message: string; data: unknown } } {
  const error = readStorageFailure(cause);
  if (error instanceof ApiError) {
    const status = error.code === 'session_lost' ? 404 : statusOf[error.code];
    return { status, body: { code: codes[error.code] ?? status, message: error.message, data: { reason: error.code, args: error.args } } };
  }
  const status = statusIn(error);
  if (!isClientError(status)) return { status: 500, body: { code: 500, message: 'internal error', data: { reason: 'internal' } } };
  const message = error instanceof Error ? error.message : 'bad request';
  return { status, body: { code: status, message, data: { reason: 'bad_request' } } };
}

/** Reads a body through its schema; what is wrong is named. */
export function readBody<Schema extends z.ZodType>(schema: Schema | undefined, body: unknown): z.infer<Schema> {
  if (!schema) throw new TypeError('this call has no body');
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const wrong = read.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new ApiError('bad_request', wrong.join('; '));
}
