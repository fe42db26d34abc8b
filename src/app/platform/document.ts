import type { ShareOutcome } from './share.ts';

/** `id` names the copy on this phone; `name` is what people read. */
export type DocumentRequest = { url: string; id: string; name: string };

/** A file on this phone. In a browser `path` is a blob address. */
export type LocalDocument = { path: string; name: string };

/** Brings a small file here, so that it can be handed over in the tap itself. `NetworkError` when it does not come. */
export declare const fetchDocument: (request: DocumentRequest) => Promise<LocalDocument>;

/** Sends the file to a chat, where it can be kept or opened; on a computer: puts it on the disk. Must be called in the tap itself. */
export declare const handOver: (file: LocalDocument) => Promise<ShareOutcome>;
