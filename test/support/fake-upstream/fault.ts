import type { ServerResponse } from 'node:http';

/** What a handler wants to answer. */
export type Answer = { status: number; headers: Record<string, string>; body: Buffer | AsyncIterable<Buffer> };

/** Where a code of the upstream stands. Nobody publishes which is which, so each must be tried. */
export type CodePlace = 'status' | 'envelope' | 'success' | 'bare' | EventPlace;

/** Inside of an event stream that was answered with 200. */
export type EventPlace = 'event' | 'event_success' | 'event_flat' | 'event_adk' | 'event_body';

export type Fault = {
  /** `POST /run_sse`, or a part of it; the first fault that fits is used. */
  on: RegExp;
  /** How many requests it takes; 1. */
  times?: number;
  /** Requests let through before it; 0. */
  skip?: number;
  /** Happens as the request arrives. */
  before?: () => void;
} & (
  | { kind: 'code'; code: number; place: CodePlace; message?: string }
  /** `acts`: the request was carried out all the same. Without `afterBytes`, before the first byte of the answer. */
  | { kind: 'reset' | 'cut' | 'stall'; acts?: boolean; afterBytes?: number }
  | { kind: 'slow_headers'; ms: number }
  /** Announces so many bytes more (or fewer) than come. */
  | { kind: 'wrong_length'; by: number }
  | { kind: 'bad_json' }
  | { kind: 'answer'; status: number; body: string; type?: string }
);

export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: Buffer.from(JSON.stringify(value)),
});

/** A code of the upstream in one of the places where it may stand. */
export function writeCode(code: number, place: CodePlace, message = 'no'): Answer {
  const statusOf: Record<number, number> = { 1001: 401, 1002: 404, 2001: 402, 4001: 415, 4002: 413 };
  switch (place) {
    case 'status':
      return json({ code, message }, statusOf[code] ?? code);
    case 'envelope':
      return json({ code, message, data: null });
    case 'success':
      return json({ success: false, code, message });
    case 'bare':
      return json({ detail: message }, statusOf[code] ?? code);
    default:
      return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: Buffer.from(writeEvent(code, place, message)) };
  }
}

/** A sign of life, and then the code. */
function writeEvent(code: number, place: EventPlace, message: string): string {
  const events: Record<EventPlace, object> = {
    event: { code, message, data: null },
    event_success: { success: false, code, message },
    event_flat: { type: 'error', code, message },
    event_adk: { author: 'nemo_agent', errorCode: String(code), errorMessage: message },
    event_body: { code, message },
  };
  const text = JSON.stringify(events[place]);
  return place === 'event_body' ? text : `: keep-alive\n\ndata: heartbeat\n\ndata: ${text}\n\ndata: [DONE]\n\n`;
}

/** Whether the fault takes the place of the handler, so that nothing is carried out. */
export const isInstead = (fault: Fault): boolean =>
  fault.kind === 'code' ||
  fault.kind === 'answer' ||
  ((fault.kind === 'reset' || fault.kind === 'cut' || fault.kind === 'stall') && fault.acts !== true && fault.afterBytes === undefined);

const EMPTY: Answer = { status: 200, headers: {}, body: Buffer.alloc(0) };

export function answerInstead(fault: Fault): Answer {
  if (fault.kind === 'code') return writeCode(fault.code, fault.place, fault.message);
  if (fault.kind === 'answer')
    return { status: fault.status, headers: { 'content-type': fault.type ?? 'text/html' }, body: Buffer.from(fault.body) };
  return EMPTY;
}

/** Sends an answer as the fault wants it to arrive. Ends when all was written, or when the other side has gone. */
export async function deliver(response: ServerResponse, answer: Answer, fault: Fault | undefined): Promise<void> {
  const { body } = answer;
  const headers: Record<string, string> = { ...answer.headers };
  if (Buffer.isBuffer(body)) headers['content-length'] = String(body.length + (fault?.kind === 'wrong_length' ? fault.by : 0));
  if (fault?.kind === 'slow_headers') await pause(response, fault.ms);
  if (response.destroyed) return;
  const limit = limitOf(fault);
  if (limit === 0) return breakOff(response, fault);

  if (fault?.kind === 'wrong_length') response.strictContentLength = false;
  response.writeHead(answer.status, headers);
  response.flushHeaders();
  let sent = 0;
  for await (const piece of Buffer.isBuffer(body) ? [fault?.kind === 'bad_json' ? body.subarray(0, -1) : body] : body) {
    const rest = piece.subarray(0, limit - sent);
    if (response.destroyed) return;
    response.write(rest);
    sent += rest.length;
    if (sent >= limit) return breakOff(response, fault);
  }
  if (fault?.kind === 'wrong_length' || fault?.kind === 'bad_json') response.socket?.end();
  else response.end();
}

function limitOf(fault: Fault | undefined): number {
  if (fault?.kind !== 'reset' && fault?.kind !== 'cut' && fault?.kind !== 'stall') return Number.POSITIVE_INFINITY;
  return fault.afterBytes ?? 0;
}

/** Bytes that were written leave before the line breaks: a reset would take them along. */
function breakOff(response: ServerResponse, fault: Fault | undefined): void {
  if (fault?.kind === 'stall') return;
  const { socket } = response;
  setImmediate(() => {
    if (fault?.kind === 'reset') socket?.resetAndDestroy();
    else socket?.destroySoon();
  });
}

/** A wait that ends with the connection. */
export function pause(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    response.once('close', done);
  });
}
