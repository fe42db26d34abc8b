import type { Signal } from './signal.ts';

/** A file on this phone. In a browser `path` is a blob address. */
export type LocalFile = { path: string; name: string; sizeBytes: number };

export type DownloadRequest = { url: string; name: string; onProgress: (percent: number) => void; signal: Signal };

/** Fetches a finished export, so that saving and sharing can begin in the tap itself. Errors as `sendHttp`. */
export declare const downloadFile: (request: DownloadRequest) => Promise<LocalFile>;

/** Gives the room back. */
export declare const forgetDownload: (file: LocalFile) => void;
