import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ApiError } from '../../contract/error.ts';

/** Finished files by key. A key is written once: a newer file is a newer key. */
export type Objects = {
  /** Stores the whole stream or nothing. Says its size. `storage_full` when the disk is. */
  put: (key: string, bytes: Readable, signal?: AbortSignal) => Promise<number>;
  /** `from` and `to` are bytes, both included. */
  read: (key: string, range?: { from: number; to: number }) => Readable;
  size: (key: string) => Promise<number | undefined>;
  /** Every object under `prefix`, which ends in `/` or is a whole key. */
  remove: (prefix: string) => Promise<void>;
  /** A file on this machine with the object's bytes, for tools that need one. */
  path: (key: string) => string;
  freeBytes: () => Promise<number>;
};

/** Keys are made by us, never from a name that a person chose. */
const KEY = /^[a-z]+(\/[a-z0-9][\w.-]*)+\/?$/;

export async function openLocalObjects(folder: string): Promise<Objects> {
  await mkdir(folder, { recursive: true });
  const path = (key: string) => {
    if (!KEY.test(key)) throw new TypeError(`not an object key: ${key}`);
    return join(folder, key);
  };
  return {
    path,
    put: (key, bytes, signal) => write(path(key), bytes, signal),
    read: (key, range) => createReadStream(path(key), range && { start: range.from, end: range.to }),
    size: async (key) =>
      stat(path(key)).then(
        (found) => found.size,
        () => undefined,
      ),
    remove: (prefix) => rm(path(prefix), { recursive: true, force: true }),
    freeBytes: async () => {
      const disk = await statfs(folder);
      return disk.bavail * disk.bsize;
    },
  };
}

async function write(path: string, bytes: Readable, signal: AbortSignal | undefined): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const file = createWriteStream(part);
  try {
    await pipeline(bytes, file, { signal });
    await rename(part, path);
    return (await stat(path)).size;
  } catch (cause) {
    // A file that still opens when its stream is destroyed is made all the same: only a closed one can be removed.
    await finished(file).catch(() => undefined);
    await rm(part, { force: true });
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') throw new ApiError('storage_full', 'the disk of the relay is full', { cause });
    throw cause;
  }
}
