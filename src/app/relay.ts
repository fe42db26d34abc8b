import { type Endpoint, fillPath } from '../contract/endpoint.ts';
import { ApiError, ErrorBody, type ErrorCode } from '../contract/error.ts';
import { IDEMPOTENCY_HEADER } from '../contract/relay/header.ts';
import { signIn, signOut } from '../contract/relay/sign-in.ts';
import type * as z from '../contract/schema.ts';
import { relayUrl, signInMethod } from './config.ts';
import { AbortedError } from './platform/failure.ts';
import { type HttpAnswer, type HttpReply, sendHttp } from './platform/http';
import { readLoginCode } from './platform/login';
import type { PickedFile } from './platform/media.ts';
import type { Signal } from './platform/signal.ts';
import { readStored, removeStored, writeStored } from './platform/storage.ts';
import { openStream } from './platform/stream';
import { sendFile } from './platform/upload';
import { sendPatiently } from './rate-limit.ts';

const CALL_LIMIT_MS = 60_000;
const UPLOAD_LIMIT_MS = 15 * 60_000;
/** A turn lasts 15 minutes at most; a little more lets the relay end it. */
const STREAM_LIMIT_MS = 16 * 60_000;

const TOKEN_KEY = 'relay.token';
const DEVICE_KEY = 'relay.device';
const FEATURES_KEY = 'relay.features';

export type Features = z.infer<typeof signIn.reply>['features'];

export type CallOptions<Body> = {
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: Body;
  /** One per action of the person; made here for a POST that brings none. The same through all retries. */
  idempotencyKey?: string;
  signal?: Signal;
};

let token: string | undefined;
let signingIn: Promise<string> | undefined;

/** A key for one action of the person. It separates actions, it guards nothing. */
export const createKey = (): string => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12).padEnd(10, '0')}`;

/** Absolute address of what the relay named relatively (posters, files). */
export const addressOf = (url: string): string => (/^https?:/.test(url) ? url : relayUrl + url);

/** One call of the relay's wire. `ApiError` when the relay refuses, `NetworkError` when it cannot be reached. */
export async function call<Body extends z.ZodType, Reply extends z.ZodType>(
  endpoint: Endpoint<Body, Reply>,
  options: CallOptions<z.input<Body>> = {},
): Promise<z.output<Reply>> {
  const idempotencyKey = options.idempotencyKey ?? (endpoint.method === 'POST' ? createKey() : undefined);
  const reply = await signed(options.signal, (authorization) =>
    sendHttp({
      method: endpoint.method,
      url: urlOf(endpoint.path, options),
      headers: { ...authorization, ...(idempotencyKey === undefined ? {} : { [IDEMPOTENCY_HEADER]: idempotencyKey }) },
      body: options.body ?? (endpoint.method === 'POST' ? {} : undefined),
      timeoutMs: CALL_LIMIT_MS,
      signal: options.signal,
    }),
  );
  return readReply(endpoint.reply, reply);
}

export type Upload = { file: PickedFile; onProgress: (sentBytes: number, totalBytes: number) => void; signal: Signal };

/** Sends a file to an endpoint that takes multipart. Errors as `call`. */
export async function callWithFile<Reply extends z.ZodType>(
  endpoint: Endpoint<z.ZodType, Reply>,
  options: CallOptions<never>,
  upload: Upload,
): Promise<z.output<Reply>> {
  const idempotencyKey = options.idempotencyKey ?? createKey();
  const query = { name: upload.file.name, size: upload.file.sizeBytes, ...options.query };
  const reply = await signed(upload.signal, (authorization) =>
    sendFile({
      url: urlOf(endpoint.path, { ...options, query }),
      headers: { ...authorization, [IDEMPOTENCY_HEADER]: idempotencyKey },
      field: 'files',
      timeoutMs: UPLOAD_LIMIT_MS,
      ...upload,
    }),
  );
  return readReply(endpoint.reply, reply);
}

export type Question = {
  path: string;
  headers: Record<string, string>;
  bytes?: ArrayBuffer;
  signal?: Signal;
  /** Statuses beyond 2xx that the caller can deal with. */
  accepts?: Set<number>;
};

/** A POST in another protocol than the relay's own, for its headers. Errors as `call`. */
export async function ask({ path, headers, bytes, signal, accepts }: Question): Promise<HttpAnswer> {
  const reply = await signed(signal, (authorization) =>
    sendHttp({
      method: 'POST',
      url: urlOf(path, {}),
      headers: { ...headers, ...authorization },
      // WeChat calls an empty body JSON, and empty JSON is none.
      ...(bytes ? { bytes } : { body: {} }),
      timeoutMs: CALL_LIMIT_MS,
      signal,
    }),
  );
  if (isFine(reply) || accepts?.has(reply.status)) return reply;
  throw refusalOf(reply);
}

/** Opens an event stream. The status is always 200: what went wrong is the first event. */
export async function listen(
  path: string,
  options: CallOptions<never> & { signal: Signal; onBytes: (bytes: Uint8Array) => void },
): Promise<void> {
  const bearer = await readToken();
  await openStream({
    url: urlOf(path, options),
    headers: { authorization: `Bearer ${bearer}`, accept: 'text/event-stream' },
    timeoutMs: STREAM_LIMIT_MS,
    onBytes: options.onBytes,
    signal: options.signal,
  });
}

/** What this relay offers; `undefined` before the first sign-in. */
export function readFeatures(): Features | undefined {
  const stored = signIn.reply.shape.features.safeParse(readStored(FEATURES_KEY));
  return stored.success ? stored.data : undefined;
}

/** Signs in when that has not been done, so that the first tap need not wait for it. */
export const warmUp = async (): Promise<void> => {
  await readToken();
};

/** Ends this phone's sign-in. The next call starts a new one for the same person. */
export async function leave(): Promise<void> {
  await call(signOut).catch(() => undefined);
  forgetToken();
}

/** After everything was erased: the next sign-in in a browser is a new person. */
export function forgetPerson(): void {
  forgetToken();
  removeStored(DEVICE_KEY);
}

/** Codes of the relay, and `offline` when it could not be asked. */
export type Failure = ErrorCode | 'offline';

export function failureOf(cause: unknown): Failure {
  if (cause instanceof ApiError) return cause.code;
  return 'offline';
}

export const isAborted = (cause: unknown): boolean => cause instanceof AbortedError;

async function signed<Reply extends HttpReply>(
  signal: Signal | undefined,
  send: (authorization: { authorization: string }) => Promise<Reply>,
): Promise<Reply> {
  const used = await readToken();
  if (signal?.aborted) throw new AbortedError('the call was given up while signing in');
  const reply = await sendPatiently(() => send({ authorization: `Bearer ${used}` }), signal);
  if (reply.status !== 401) return reply;
  // Another call may have renewed it meanwhile.
  if (token === used) forgetToken();
  const fresh = await readToken();
  return sendPatiently(() => send({ authorization: `Bearer ${fresh}` }), signal);
}

async function readToken(): Promise<string> {
  if (token !== undefined) return token;
  const stored = readStored(TOKEN_KEY);
  if (typeof stored === 'string' && stored !== '') {
    token = stored;
    return stored;
  }
  signingIn ??= requestToken().finally(() => {
    signingIn = undefined;
  });
  return signingIn;
}

async function requestToken(): Promise<string> {
  const request = {
    method: 'POST',
    url: urlOf(signIn.path, {}),
    headers: { [IDEMPOTENCY_HEADER]: createKey() },
    body: await readIdentity(),
    timeoutMs: CALL_LIMIT_MS,
  } as const;
  const reply = await sendPatiently(() => sendHttp(request));
  const { token: fresh, features } = readReply(signIn.reply, reply);
  token = fresh;
  writeStored(TOKEN_KEY, fresh);
  writeStored(FEATURES_KEY, features);
  return fresh;
}

async function readIdentity(): Promise<z.infer<NonNullable<typeof signIn.body>>> {
  const code = signInMethod === 'wechat' ? await readLoginCode() : undefined;
  if (code !== undefined) return { method: 'wechat', code };
  const stored = readStored(DEVICE_KEY);
  if (typeof stored === 'string' && stored.length >= 16) return { method: 'device', deviceId: stored };
  const deviceId = `${createKey()}-${createKey()}`;
  writeStored(DEVICE_KEY, deviceId);
  return { method: 'device', deviceId };
}

function forgetToken(): void {
  token = undefined;
  removeStored(TOKEN_KEY);
}

function urlOf(path: string, { params, query = {} }: Pick<CallOptions<never>, 'params' | 'query'>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return relayUrl + fillPath(path, params) + (pairs.length === 0 ? '' : `?${pairs.join('&')}`);
}

function readReply<Reply extends z.ZodType>(schema: Reply, reply: HttpReply): z.output<Reply> {
  if (!isFine(reply)) throw refusalOf(reply);
  const read = schema.safeParse(reply.body);
  if (read.success) return read.data;
  throw new ApiError('internal', `the relay answered in a shape this app does not know: ${read.error.message}`);
}

const isFine = ({ status }: HttpReply): boolean => status >= 200 && status < 300;

function refusalOf(reply: HttpReply): ApiError {
  const refusal = ErrorBody.safeParse(reply.body);
  if (refusal.success)
    return new ApiError(refusal.data.error.code, `the relay refused with ${refusal.data.error.code}`, refusal.data.error);
  return new ApiError(reply.status === 429 ? 'too_many_requests' : 'upstream_unavailable', `status ${reply.status} without a reason`);
}
