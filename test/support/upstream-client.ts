import { randomUUID } from 'node:crypto';
import { type Endpoint, fillPath } from '../../src/contract/endpoint.ts';
import type * as z from '../../src/contract/schema.ts';
import { ATTRIBUTION, SKILL_SOURCE } from '../../src/contract/upstream/attribution.ts';
import { UPLOAD_FIELD, uploadClips } from '../../src/contract/upstream/clip.ts';
import { type Envelope, readEnvelope } from '../../src/contract/upstream/envelope.ts';
import { RUN_PATH, writeMessage } from '../../src/contract/upstream/message.ts';
import { startSession } from '../../src/contract/upstream/session.ts';
import { readState } from '../../src/contract/upstream/state.ts';
import { CLIENT_ID_HEADER, mintToken } from '../../src/contract/upstream/token.ts';
import type { MediaFile } from './upstream-media.ts';

export const attribution = { [ATTRIBUTION.source]: SKILL_SOURCE, [ATTRIBUTION.version]: '0.0.0', [ATTRIBUTION.platform]: 'unknown' };

/** One event of a turn's stream, as far as any dialect has it. */
export type StreamEvent = {
  partial?: boolean;
  turnComplete?: boolean;
  errorCode?: string;
  content?: { role?: string; parts?: StreamPart[] };
  actions?: { stateDelta?: Record<string, unknown> };
};
export type StreamPart = {
  text?: string;
  thought?: boolean;
  functionCall?: { id?: string; name: string; args?: unknown };
  functionResponse?: { id?: string; name: string; response?: unknown };
};

type Asked = { params?: Record<string, string>; body?: unknown; headers?: Record<string, string> };

/** A client of any upstream, over nothing but the contract and HTTP. */
export type UpstreamClient = ReturnType<typeof createClient>;

export function createClient(url: string, token: string) {
  const headers = { ...attribution, authorization: `Bearer ${token}` };

  const ask = async ({ method, path }: Endpoint, { params, body, headers: more }: Asked = {}): Promise<Envelope> => {
    const json =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers, ...more } };
    const answer = await fetch(url + fillPath(path, params), { method, headers: { ...headers, ...more }, ...json });
    return readEnvelope(answer.status, await answer.json().catch(() => undefined));
  };
  const call = async <Body extends z.ZodType, Reply extends z.ZodType>(
    endpoint: Endpoint<Body, Reply>,
    asked: Asked = {},
  ): Promise<z.infer<Reply>> => {
    const envelope = await ask(endpoint, asked);
    if (!envelope.ok) throw new Error(`${endpoint.path} failed with ${envelope.code}: ${envelope.message}`);
    return endpoint.reply.parse(envelope.data);
  };
  const upload = async (sessionId: string, files: MediaFile[]): Promise<Envelope> => {
    const form = new FormData();
    for (const { name, type, bytes } of files) form.append(UPLOAD_FIELD, new Blob([new Uint8Array(bytes)], { type }), name);
    const answer = await fetch(url + fillPath(uploadClips.path, { sessionId }), { method: 'POST', headers, body: form });
    return readEnvelope(answer.status, await answer.json().catch(() => undefined));
  };
  const say = (sessionId: string, text: string, signal?: AbortSignal): Promise<Response> =>
    fetch(url + RUN_PATH, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(writeMessage(sessionId, text)),
      ...(signal && { signal }),
    });

  return {
    url,
    headers,
    ask,
    call,
    upload,
    say,
    /** Says something and reads the stream to its end. */
    turn: async (sessionId: string, text: string): Promise<StreamEvent[]> => readEvents(await (await say(sessionId, text)).text()),
    startSession: async (): Promise<string> => (await call(startSession, { body: { task_name: 'project', language: 'zh-CN' } })).session_id,
    state: async (sessionId: string) => (await call(readState, { params: { sessionId } })).state,
  };
}

/** A token for a person never seen before. */
export async function mintFor(url: string, clientId: string = randomUUID()): Promise<z.infer<typeof mintToken.reply>> {
  const answer = await fetch(url + mintToken.path, { method: 'POST', headers: { ...attribution, [CLIENT_ID_HEADER]: clientId } });
  const envelope = readEnvelope(answer.status, await answer.json());
  if (!envelope.ok) throw new Error(`no token: ${envelope.code} ${envelope.message}`);
  return mintToken.reply.parse(envelope.data);
}

/** The events of a whole stream; comments and heartbeats left out. */
export function readEvents(body: string): StreamEvent[] {
  return body
    .split(/\r?\n\r?\n/)
    .flatMap((block) => block.split(/\r?\n/).filter((line) => line.startsWith('data:')))
    .map((line) => line.slice('data:'.length).trim())
    .filter((data) => data !== '' && data !== 'heartbeat')
    .map((data) => JSON.parse(data) as StreamEvent);
}

/** All parts of a turn that count: no previews, no thoughts. */
export const partsOf = (events: StreamEvent[]): StreamPart[] =>
  events.filter((event) => event.partial !== true).flatMap((event) => (event.content?.parts ?? []).filter((part) => part.thought !== true));
