import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ApiError } from '../../contract/error.ts';
import { CLIP_LIMIT_BYTES, clipKindOf } from '../../contract/limits.ts';
import { SNIFF_BYTES, sniff } from '../probe/sniff.ts';
import { readStorageFailure } from './record.ts';

/** Longest wait for the next byte of an upload, ms. Source: ours; a phone changing networks needs about ten seconds. */
export const STALL_LIMIT_MS = 60_000;

/** A whole file under a temporary name; nothing else knows of it yet. */
export type IncomingFile = { name: string; path: string; hash: string; sizeBytes: number };

export type IncomingStore = {
  /**
   * Writes a stream to disk as it comes. Fails before the disk is touched for a type the upstream does not take, by name; at the first
   * bytes when they are something else; and as soon as the size passes the limit.
   */
  receive: (name: string, body: Readable, signal: AbortSignal) => Promise<IncomingFile>;
  discard: (files: readonly { path: string }[]) => Promise<void>;
};

const unsupported = (name: string, why: string): ApiError =>
  new ApiError('file_unsupported', `${name} ${why}`, { args: { name, reason: 'type' } });

const tooLarge = (name: string, limitBytes: number): ApiError =>
  new ApiError('file_too_large', `${name} is larger than ${limitBytes} bytes`, { args: { name, reason: 'size' } });

/** Fails for a name whose type the upstream does not take. */
function checkName(name: string): void {
  if (!clipKindOf(name)) throw unsupported(name, 'is of a type that is not taken');
}

function checkHead(name: string, head: Buffer): void {
  if (head.length === 0) throw new ApiError('file_broken', `${name} is empty`, { args: { name, reason: 'empty' } });
  const container = sniff(Buffer.concat([head], SNIFF_BYTES));
  if (container === undefined || container === 'heic') throw unsupported(name, 'is not what its name says');
}

/** Passes bytes on once the first of them have shown what the file is. */
async function* checkedByHead(name: string, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of body) {
    if (!head) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < SNIFF_BYTES) continue;
    checkHead(name, head);
    yield head;
    head = undefined;
  }
  if (!head) return;
  checkHead(name, head);
  yield head;
}

/** Aborts with `upload_interrupted` when `touch` is not called for a while. */
function watchStall(outer: AbortSignal): { signal: AbortSignal; touch: () => void; stop: () => void } {
  const stalled = new AbortController();
  const timer = setTimeout(
    () => stalled.abort(new ApiError('upload_interrupted', `no byte came for ${STALL_LIMIT_MS} ms`)),
    STALL_LIMIT_MS,
  );
  timer.unref();
  return { signal: AbortSignal.any([outer, stalled.signal]), touch: () => timer.refresh(), stop: () => clearTimeout(timer) };
}

/** Uploads on their way in. What a kill has left behind is removed at the next start. */
export async function openIncoming(dir: string, limitBytes: number = CLIP_LIMIT_BYTES): Promise<IncomingStore> {
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  return {
    async receive(name, body, outer) {
      checkName(name);
      const path = join(dir, randomUUID());
      const digest = createHash('sha256');
      const stall = watchStall(outer);
      let sizeBytes = 0;
      const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
        for await (const chunk of source) {
          stall.touch();
          digest.update(chunk);
          sizeBytes += chunk.length;
          if (sizeBytes > limitBytes) throw tooLarge(name, limitBytes);
          yield chunk;
        }
      };
      const file = createWriteStream(path, { mode: 0o600 });
      try {
        await pipeline(body, counted, (source: AsyncIterable<Buffer>) => checkedByHead(name, source), file, { signal: stall.signal });
        await syncFile(path);
      } catch (cause) {
        // A file that still opens when its stream is destroyed is made all the same: only a closed one can be removed.
        await finished(file).catch(() => undefined);
        await rm(path, { force: true });
        throw stall.signal.aborted && stall.signal.reason instanceof ApiError ? stall.signal.reason : readStorageFailure(cause);
      } finally {
        stall.stop();
      }
      return { name, path, hash: digest.digest('hex'), sizeBytes };
    },
    async discard(files) {
      await Promise.all(files.map(({ path }) => rm(path, { force: true })));
    },
  };
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
