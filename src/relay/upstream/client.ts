import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, request } from 'undici';
import { type Endpoint, fillPath } from '../../contract/endpoint.ts';
import type * as z from '../../contract/schema.ts';
import { ATTRIBUTION, SKILL_SOURCE, skillPlatformOf } from '../../contract/upstream/attribution.ts';
import { readEnvelope } from '../../contract/upstream/envelope.ts';
import { CLOUD_TIMINGS, type Timings, type UpstreamAddress } from '../settings.ts';
import type { Breaker } from './breaker.ts';
import { readTransport, UpstreamFailure } from './failure.ts';

/** What a call is for decides how long it may stand still. */
type Purpose = 'api' | 'events' | 'upload' | 'file';

export type Sending = {
  method: Dispatcher.HttpMethod;
  /** On the upstream, or a whole address of a file of its. */
  path: string;
  purpose: Purpose;
  token?: string;
  headers?: Record<string, string>;
  body?: string | Readable;
  signal?: AbortSignal;
  /** Until an answer must have begun; by purpose unless given. */
  headersMs?: number;
};

export type Asking<Body> = {
  token?: string;
  params?: Record<string, string>;
  body?: Body;
  /** The body as text already, where its exact bytes matter. */
  text?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/** The parsed reply, and its text for what must be handed on byte for byte. */
export type Answer<Reply> = { data: Reply; text: string };

export type Upstream = {
  kind: UpstreamAddress['kind'];
  /** Any status; throws only when nobody answers. */
  send: (sending: Sending) => Promise<Dispatcher.ResponseData>;
  /** One call of the contract; throws `UpstreamFailure` for every way it can be refused. */
  ask: <Body extends z.ZodType, Reply extends z.ZodType>(
    call: Endpoint<Body, Reply>,
    asking?: Asking<z.input<Body>>,
  ) => Promise<Answer<z.output<Reply>>>;
  close: () => Promise<void>;
};

/** Source: measured faults behind a TCP proxy. 0 means that the caller's signal is the limit. */
const limitsOf = (callMs: number): Record<Purpose, { headersTimeout: number; bodyTimeout: number }> => ({
  api: { headersTimeout: callMs, bodyTimeout: callMs },
  events: { headersTimeout: 60_000, bodyTimeout: 0 },
  upload: { headersTimeout: 180_000, bodyTimeout: 60_000 },
  file: { headersTimeout: callMs, bodyTimeout: 60_000 },
});

/** A reply longer than this is no reply of the contract. */
const REPLY_LIMIT_BYTES = 32_000_000;

type Settings = { upstream: UpstreamAddress; version: string; installPath: string; timings?: Partial<Timings> };

const always: Breaker = (call) => call();

/** Speaks to one upstream. Attribution is added here, so that no request can leave without it. */
export function createUpstream({ upstream, version, installPath, timings }: Settings, breaker: Breaker = always): Upstream {
  const limits = limitsOf(timings?.callMs ?? CLOUD_TIMINGS.callMs);
  const agent = new Agent({
    connect: { timeout: 10_000, ...(upstream.socketPath !== undefined && { socketPath: upstream.socketPath }) },
    connections: null,
    keepAliveTimeout: 20_000,
  });
  const attribution = {
    [ATTRIBUTION.source]: SKILL_SOURCE,
    [ATTRIBUTION.version]: version,
    [ATTRIBUTION.platform]: skillPlatformOf(installPath),
  };
  const send: Upstream['send'] = async ({ path, purpose, token, headers, headersMs, ...rest }) => {
    const url = addressOf(path, upstream);
    const isOwn = url.origin === new URL(upstream.url).origin;
    const call = async () => {
      try {
        return await request(url, {
          ...rest,
          ...limits[purpose],
          ...(headersMs !== undefined && { headersTimeout: headersMs }),
          dispatcher: agent,
          headers: { ...(isOwn && attribution), ...(isOwn && token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
        });
      } catch (cause) {
        if (rest.signal?.aborted) throw rest.signal.reason;
        throw readTransport(cause);
      }
    };
    return isOwn ? breaker(call) : call();
  };
  return { kind: upstream.kind, send, ask: (call, asking) => ask(send, call, asking ?? {}), close: () => agent.destroy() };
}

/** The engine may have moved to another port since it wrote an address: only the path of it counts. */
function addressOf(path: string, upstream: UpstreamAddress): URL {
  const url = new URL(path, upstream.url);
  return upstream.kind === 'engine' ? new URL(`${url.pathname}${url.search}`, upstream.url) : url;
}

async function ask<Body extends z.ZodType, Reply extends z.ZodType>(
  send: Upstream['send'],
  call: Endpoint<Body, Reply>,
  asking: Asking<z.input<Body>>,
): Promise<Answer<z.output<Reply>>> {
  const body = asking.text ?? (asking.body === undefined ? undefined : JSON.stringify(asking.body));
  const response = await send({
    method: call.method,
    path: fillPath(call.path, asking.params),
    purpose: 'api',
    token: asking.token,
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }), ...asking.headers },
    body,
    signal: asking.signal,
  });
  return readAnswer(call.reply, response);
}

/** Opens the envelope of a reply and reads what is in it. */
export async function readAnswer<Reply extends z.ZodType>(
  schema: Reply,
  response: Dispatcher.ResponseData,
): Promise<Answer<z.output<Reply>>> {
  const text = await readText(response);
  const opened = readEnvelope(response.statusCode, parseJson(text));
  if (!opened.ok)
    throw new UpstreamFailure(opened.code, 'answered', { message: `the upstream refused with ${opened.code}: ${opened.message}` });
  const read = schema.safeParse(opened.data);
  if (!read.success) throw new UpstreamFailure(0, 'maybe', { message: 'the upstream answered with something else', cause: read.error });
  return { data: read.data, text };
}

export async function readText(response: Dispatcher.ResponseData): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of response.body as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > REPLY_LIMIT_BYTES) throw new UpstreamFailure(0, 'maybe', { message: 'the reply of the upstream is too long' });
      pieces.push(piece);
    }
  } catch (cause) {
    throw cause instanceof UpstreamFailure ? cause : readTransport(cause);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
