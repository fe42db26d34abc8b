import type { Signal } from './signal.ts';

export type HttpRequest = {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as they are, in place of `body`. */
  bytes?: ArrayBuffer;
  timeoutMs: number;
  signal?: Signal;
};

/** `body` is parsed JSON, or the text where it is none. */
export type HttpReply = { status: number; body: unknown };

/** Names of headers in lower case: HTTP/2 spells them so and HTTP/1 as it likes. */
export type HttpAnswer = HttpReply & { headers: Record<string, string> };

/** One plain call. Any status is a reply; `NetworkError` when there is none, `AbortedError` when the signal ended it. */
export declare const sendHttp: (request: HttpRequest) => Promise<HttpAnswer>;
