import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ApiError } from '../../contract/error.ts';

/** Files that arrive in parts. How much of one is there is the length of its file: nothing else could be wrong after a kill. */
export type Spool = {
  create: (id: string) => Promise<void>;
  length: (id: string) => Promise<number | undefined>;
  /** Writes from `offset` on. Says the new length, also when the sender broke off in the middle. */
  write: (id: string, offset: number, bytes: Readable) => Promise<number>;
  read: (id: string, to?: number) => Readable;
  remove: (id: string) => Promise<void>;
};

export async function openSpool(folder: string): Promise<Spool> {
  await mkdir(folder, { recursive: true });
  const path = (id: string) => {
    if (!/^[a-z0-9]{8,40}$/.test(id)) throw new TypeError(`not an upload id: ${id}`);
    return join(folder, id);
  };
  const length = async (id: string) =>
    stat(path(id)).then(
      (found) => found.size,
      () => undefined,
    );
  return {
    create: async (id) => (await open(path(id), 'a')).close(),
    length,
    write: async (id, offset, bytes) => {
      const file = createWriteStream(path(id), { flags: 'r+', start: offset });
      try {
        await pipeline(bytes, file);
      } catch (cause) {
        // Bytes may still be on their way to the disk when the sender is gone: the length is told when they are there.
        await finished(file).catch(() => undefined);
        if ((cause as NodeJS.ErrnoException).code === 'ENOSPC')
          throw new ApiError('storage_full', 'the disk of the relay is full', { cause });
      }
      return (await length(id)) ?? 0;
    },
    read: (id, to) => createReadStream(path(id), to === undefined ? {} : { end: to }),
    remove: (id) => rm(path(id), { force: true }),
  };
}
