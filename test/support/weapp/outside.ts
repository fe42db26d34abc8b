import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream';
import type { Call, Happening, Outside, PhoneFile } from './phone/outside.ts';
import { recut } from './recut.ts';

/** The address a build without `TARO_APP_RELAY_URL` calls. */
export const BUILT_IN_RELAY = 'http://localhost:8787';

/** The largest file `wx.downloadFile` takes. */
const LONGEST_DOWNLOAD_BYTES = 200 * 1024 * 1024;

export type NodeOutside = Outside & {
  /** Lays a real file onto the phone. Pickers give what this returns. */
  addFile(realPath: string, facts?: Partial<PhoneFile> & { thumbnail?: string }): PhoneFile;
  realPathOf(phonePath: string): string | undefined;
  relayUrl: string;
  /** From now on calls wait at the door; gives what lets them out. */
  hold(): () => void;
  /** From now on calls go out and nothing is heard of them, as when the app dies under way. */
  deafen(): void;
  rewrite(url: string): string;
  /** Gives up what is under way, and ends when nothing of it is written any more. */
  close(): Promise<void>;
};

/** Network and files of the phone, really done by Node. Calls to the built-in relay go to `relayUrl`. */
export function createOutside({ relayUrl }: { relayUrl: string }): NodeOutside {
  const files = new Map<string, string>();
  const folder = mkdtempSync(path.join(tmpdir(), 'saycut-phone-'));
  const rewrite = (url: string): string => (url.startsWith(BUILT_IN_RELAY) ? relayUrl + url.slice(BUILT_IN_RELAY.length) : url);
  const disk: Disk = { folder, files, writing: new Set() };
  const stops = new Set<() => void>();
  let waiting: (() => void)[] | undefined;
  let isDeaf = false;

  return {
    relayUrl,
    rewrite,
    hold() {
      waiting = [];
      return () => {
        const all = waiting ?? [];
        waiting = undefined;
        for (const go of all) go();
      };
    },
    deafen() {
      isDeaf = true;
    },
    start(call, listener) {
      if (waiting) return startLater(waiting, () => this.start(call, listener));
      const tell: Tell = (happening) => {
        if (!isDeaf) listener(happening);
      };
      const sent = { ...call, url: rewrite(call.url) };
      const stop =
        sent.kind === 'upload'
          ? sendUpload(sent, files.get(sent.path), tell)
          : sent.kind === 'download'
            ? sendDownload(sent, disk, tell)
            : sendRequest(sent, tell);
      stops.add(stop);
      return stop;
    },
    async readFile(phonePath, { position, length }) {
      const handle = await open(realOf(files, phonePath));
      try {
        const size = (await handle.stat()).size;
        const wanted = Buffer.alloc(Math.min(length ?? size - position, size - position));
        const { bytesRead } = await handle.read(wanted, 0, wanted.length, position);
        return wanted.subarray(0, bytesRead).toString('base64');
      } finally {
        await handle.close();
      }
    },
    removeFile: (phonePath) => void files.delete(phonePath),
    realPathOf: (phonePath) => files.get(phonePath),
    addFile(realPath, { thumbnail, ...facts } = {}) {
      const add = (real: string): string => {
        const phonePath = `wxfile://tmp_${files.size + 1}${path.extname(real)}`;
        files.set(phonePath, real);
        return phonePath;
      };
      const kind = /\.(jpe?g|png|webp|gif)$/i.test(realPath) ? 'image' : 'video';
      const thumbnailPath = thumbnail === undefined ? '' : add(thumbnail);
      const known = {
        name: path.basename(realPath),
        sizeBytes: statSync(realPath).size,
        kind,
        durationSeconds: 0,
        width: 640,
        height: 360,
      } as const;
      return { ...known, path: add(realPath), thumbnailPath, ...facts };
    },
    async close() {
      isDeaf = true;
      for (const stop of stops) stop();
      // A file that still opens when its stream is destroyed is made all the same.
      await Promise.all(disk.writing);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What is given up while it waits never starts. */
function startLater(waiting: (() => void)[], start: () => () => void): () => void {
  let isOver = false;
  let stop = (): void => undefined;
  waiting.push(() => {
    if (!isOver) stop = start();
  });
  return () => {
    isOver = true;
    stop();
  };
}

type Tell = (happening: Happening) => void;
type Disk = { folder: string; files: Map<string, string>; writing: Set<Promise<void>> };

function realOf(files: Map<string, string>, phonePath: string): string {
  const real = files.get(phonePath);
  if (real === undefined) throw new Error(`no such file or directory "${phonePath}"`);
  return real;
}

function openHttp(call: { url: string; header: Record<string, string> }, method: string, tell: Tell): http.ClientRequest {
  const { request } = call.url.startsWith('https:') ? https : http;
  const sent = request(call.url, {
    method,
    headers: { ...call.header, referer: 'https://servicewechat.com/touristappid/devtools/page-frame.html' },
  });
  sent.on('error', (error) => tell({ kind: 'broken', message: error.message || 'the connection was refused' }));
  return sent;
}

function headersOf(reply: http.IncomingMessage): Happening {
  const header: Record<string, string> = {};
  // As the server spelt them: apps must not count on one case.
  for (let at = 0; at < reply.rawHeaders.length; at += 2) header[reply.rawHeaders[at] ?? ''] = reply.rawHeaders[at + 1] ?? '';
  return { kind: 'headers', status: reply.statusCode ?? 0, header };
}

function hearBody(reply: http.IncomingMessage, tell: Tell): void {
  const all: Buffer[] = [];
  tell(headersOf(reply));
  recut(reply, {
    onPiece(piece) {
      all.push(piece);
      tell({ kind: 'bytes', base64: piece.toString('base64') });
    },
    onEnd: () => tell({ kind: 'end', base64: Buffer.concat(all).toString('base64') }),
    onBreak: () => tell({ kind: 'broken', message: 'the connection was lost' }),
  });
}

function sendRequest(call: Extract<Call, { kind: 'request' }>, tell: Tell): () => void {
  const sent = openHttp(call, call.method, tell);
  sent.on('response', (reply) => hearBody(reply, tell));
  sent.end(call.bodyBase64 === undefined ? undefined : Buffer.from(call.bodyBase64, 'base64'));
  return () => sent.destroy();
}

function sendUpload(call: Extract<Call, { kind: 'upload' }>, real: string | undefined, tell: Tell): () => void {
  if (real === undefined) {
    tell({ kind: 'broken', message: `file not found: ${call.path}` });
    return () => undefined;
  }
  const boundary = `----WeChat${Date.now().toString(36)}`;
  const parts = Object.entries(call.form).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="${call.field}"; filename="${path.basename(real)}"\r\nContent-Type: ${typeOf(real)}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const fileBytes = statSync(real).size;
  const totalBytes = head.length + fileBytes + tail.length;
  const header = { ...call.header, 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(totalBytes) };
  const sent = openHttp({ url: call.url, header }, 'POST', tell);
  sent.on('response', (reply) => hearBody(reply, tell));
  sent.write(head);
  const body = createReadStream(real);
  let doneBytes = head.length;
  body.on('data', (piece) => {
    doneBytes += piece.length;
    tell({ kind: 'progress', doneBytes, totalBytes });
  });
  body.on('end', () => sent.end(tail));
  body.pipe(sent, { end: false });
  return () => {
    body.destroy();
    sent.destroy();
  };
}

function sendDownload(call: Extract<Call, { kind: 'download' }>, { folder, files, writing }: Disk, tell: Tell): () => void {
  const sent = openHttp(call, 'GET', tell);
  sent.on('response', (reply) => {
    tell(headersOf(reply));
    const totalBytes = Number(reply.headers['content-length'] ?? 0);
    if (totalBytes > LONGEST_DOWNLOAD_BYTES) return sent.destroy(new Error('exceed max file size'));
    const extension = /video\/mp4/.test(reply.headers['content-type'] ?? '') ? '.mp4' : '.unknown';
    const real = path.join(folder, `download-${writing.size + 1}${extension}`);
    const kept = createWriteStream(real);
    writing.add(new Promise((resolve) => kept.once('close', () => resolve())));
    let doneBytes = 0;
    reply.on('data', (piece: Buffer) => {
      doneBytes += piece.length;
      tell({ kind: 'progress', doneBytes, totalBytes });
    });
    pipeline(reply, kept, (error) => {
      if (error) return tell({ kind: 'broken', message: 'the connection was lost' });
      const phonePath = call.path ?? `wxfile://tmp_${files.size + 1}${extension}`;
      files.set(phonePath, real);
      tell({ kind: 'end', base64: '', file: { path: phonePath, sizeBytes: doneBytes } });
    });
    return undefined;
  });
  sent.end();
  return () => sent.destroy();
}

const types: Record<string, string> = {
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.mp3': 'audio/mpeg',
};
const typeOf = (file: string): string => types[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
