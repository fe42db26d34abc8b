import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { fillPath } from '../../contract/endpoint.ts';
import { UPLOAD_FIELD, type UpstreamClip, uploadClips } from '../../contract/upstream/clip.ts';
import { readAnswer, type Sending } from '../upstream/client.ts';

/** A file's name as it can stand in a header, and so as the upstream knows it. */
export const wireNameOf = (name: string): string => name.replace(/["\r\n]/g, '_');

/** What stands before the bytes of the one file of a multipart body. */
export const writeHead = (boundary: string, name: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${UPLOAD_FIELD}"; filename="${wireNameOf(name)}"\r\nContent-Type: application/octet-stream\r\n\r\n`;

/** A file of ours that can be read from its beginning as often as needed. */
export type StoredFile = { name: string; sizeBytes: number; read: () => Readable };

type Sender = (sending: Omit<Sending, 'token'>) => Promise<Dispatcher.ResponseData>;

/** Gives a session a file that lies here. */
export async function uploadStored(
  send: Sender,
  file: StoredFile,
  to: { sessionId: string; headers?: Record<string, string>; signal?: AbortSignal },
): Promise<UpstreamClip[]> {
  const boundary = randomUUID();
  const head = writeHead(boundary, file.name);
  const tail = `\r\n--${boundary}--\r\n`;
  const length = Buffer.byteLength(head) + file.sizeBytes + Buffer.byteLength(tail);
  const response = await send({
    method: 'POST',
    path: fillPath(uploadClips.path, { sessionId: to.sessionId }),
    purpose: 'upload',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(length), ...to.headers },
    body: Readable.from(wrap(head, file.read(), tail)),
    signal: to.signal,
  });
  return (await readAnswer(uploadClips.reply, response)).data.files;
}

async function* wrap(head: string, file: Readable, tail: string): AsyncGenerator<Buffer> {
  yield Buffer.from(head);
  for await (const piece of file) yield piece as Buffer;
  yield Buffer.from(tail);
}
