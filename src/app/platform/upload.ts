import type { HttpReply } from './http.ts';
import type { PickedFile } from './media.ts';
import type { Signal } from './signal.ts';

export type UploadRequest = {
  url: string;
  headers: Record<string, string>;
  file: PickedFile;
  /** Name of the multipart field. */
  field: string;
  timeoutMs: number;
  onProgress: (sentBytes: number, totalBytes: number) => void;
  signal: Signal;
};

/** Sends one file as multipart. Errors as `sendHttp`. */
export declare const sendFile: (request: UploadRequest) => Promise<HttpReply>;

/** A piece of the file. `NetworkError` when the file can no longer be read. */
export declare const readPart: (file: PickedFile, range: { startByte: number; byteLength: number }) => Promise<ArrayBuffer>;

/** False when the file picked in an earlier run is gone: it must be picked again. */
export declare const isFileThere: (path: string) => Promise<boolean>;
