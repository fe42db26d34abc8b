/** What the phone reaches beyond itself. The phone may live in a browser page, the outside is always Node: all that passes is JSON. */
export type Call =
  | { kind: 'request'; url: string; method: string; header: Record<string, string>; bodyBase64?: string }
  | { kind: 'upload'; url: string; header: Record<string, string>; path: string; field: string; form: Record<string, string> }
  | { kind: 'download'; url: string; header: Record<string, string>; path?: string };

export type Happening =
  | { kind: 'headers'; status: number; header: Record<string, string> }
  | { kind: 'bytes'; base64: string }
  | { kind: 'progress'; doneBytes: number; totalBytes: number }
  | { kind: 'end'; base64: string; file?: { path: string; sizeBytes: number } }
  | { kind: 'broken'; message: string };

export type Outside = {
  /** Starts a call of the network; returns how to abort it. */
  start(call: Call, tell: (happening: Happening) => void): () => void;
  readFile(path: string, range: { position: number; length?: number }): Promise<string>;
  removeFile(path: string): void;
};

/** A file on the phone, as a picker gives it. */
export type PhoneFile = {
  path: string;
  name: string;
  sizeBytes: number;
  kind: 'video' | 'image' | 'file';
  durationSeconds: number;
  width: number;
  height: number;
  thumbnailPath: string;
};
