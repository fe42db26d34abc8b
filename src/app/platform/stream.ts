import type { Signal } from './signal.ts';

export type StreamRequest = {
  url: string;
  headers: Record<string, string>;
  timeoutMs: number;
  /** Bytes as they come, cut anywhere: inside a line, inside a character. */
  onBytes: (bytes: Uint8Array) => void;
  signal: Signal;
};

/**
 * Reads a chunked reply to its end. Only one is open at a time: a second one ends the first, because iOS clients before base library 3.7.4
 * give the bytes of both to the last. `NetworkError` when it breaks, `AbortedError` when given up.
 */
export declare const openStream: (request: StreamRequest) => Promise<void>;
