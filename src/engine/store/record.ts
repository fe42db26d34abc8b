import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError } from '../../contract/error.ts';
import type * as z from '../../contract/schema.ts';

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

/** Turns a full disk into the failure the contract names; anything else stays what it was. */
export const readStorageFailure = (cause: unknown): unknown =>
  hasCode(cause, 'ENOSPC') || hasCode(cause, 'EDQUOT')
    ? new ApiError('storage_full', 'the disk under DATA_DIR is full: free some space and try again', { cause })
    : cause;

/** Makes a folder of a store, and removes what a kill has left of files on their way, also in folders inside. */
export async function openFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const name of await readdir(dir, { recursive: true })) if (/\.(tmp|part)$/.test(name)) await rm(join(dir, name), { force: true });
}

/** Writes a record whole or not at all: a reader, also one after a kill -9, sees the old one or the new one. */
export async function writeRecord(path: string, value: unknown): Promise<void> {
  const draftPath = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(draftPath, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(value));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draftPath, path);
  } catch (cause) {
    await rm(draftPath, { force: true });
    throw readStorageFailure(cause);
  }
}

/** `undefined` when there is none. A record that its schema does not read is a bug or a hand in the folder: it throws. */
export async function readRecord<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema> | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw cause;
  }
  return schema.parse(JSON.parse(text));
}

/** Paths of the records in a folder, in the order of their names. */
export async function listRecords(dir: string): Promise<string[]> {
  const names = await readdir(dir);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(dir, name));
}
