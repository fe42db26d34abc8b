import { type Api, answering, Refusal, type Surroundings } from './api.ts';
import { fromBase64, textOf } from './bytes.ts';
import type { Outside } from './outside.ts';

const LARGEST_VALUE_BYTES = 1024 * 1024;
const LARGEST_STORE_BYTES = 10 * 1024 * 1024;

/** The key-value store. It outlives the app: hand the map of one start to the next. */
export function createStorage(kept: Map<string, string>, around: Surroundings): Record<string, Api> {
  const read = (key: string): unknown => {
    const text = kept.get(key);
    return text === undefined ? '' : around.own(JSON.parse(text));
  };
  const write = (key: string, value: unknown): void => {
    const text = JSON.stringify(value);
    if (text === undefined) throw new Error('setStorage:fail parameter error: data is undefined');
    if (text.length > LARGEST_VALUE_BYTES) throw new Error('setStorage:fail entry size limit reached');
    const total = [...kept.values()].reduce((sum, other) => sum + other.length, text.length - (kept.get(key)?.length ?? 0));
    if (total > LARGEST_STORE_BYTES) throw new Error('setStorage:fail exceed storage max size 10Mb');
    kept.set(key, text);
  };
  const info = () => ({ keys: [...kept.keys()], currentSize: 1, limitSize: LARGEST_STORE_BYTES / 1024 });
  return {
    getStorageSync: (key: string) => read(key),
    setStorageSync: (key: string, value: unknown) => write(key, value),
    removeStorageSync: (key: string) => void kept.delete(key),
    clearStorageSync: () => kept.clear(),
    getStorageInfoSync: () => around.own(info()),
    getStorage: answering(
      'getStorage',
      ({ key }) => {
        if (!kept.has(String(key))) throw new Refusal('data not found');
        return { data: read(String(key)) };
      },
      around,
    ),
    setStorage: answering('setStorage', ({ key, data }) => void write(String(key), data), around),
    removeStorage: answering('removeStorage', ({ key }) => void kept.delete(String(key)), around),
    clearStorage: answering('clearStorage', () => kept.clear() as undefined, around),
    getStorageInfo: answering('getStorageInfo', info, around),
  };
}

/** What the phone knows of each file on it: bytes by path. */
export type FileTable = Map<string, number>;

/** `wx.getFileSystemManager()`: the calls an app makes on files that pickers and downloads gave it. */
export function createFileSystem(
  { table, outside }: { table: FileTable; outside: Outside },
  around: Surroundings,
): Record<string, unknown> {
  const sizeOf = (path: unknown): number => {
    const size = table.get(String(path));
    if (size === undefined) throw new Refusal(`no such file or directory "${String(path)}"`, 1_300_002);
    return size;
  };
  const statsOf = (path: unknown) => ({ size: sizeOf(path), mode: 0o100644, isFile: () => true, isDirectory: () => false });
  const remove = (path: unknown): undefined => {
    sizeOf(path);
    table.delete(String(path));
    outside.removeFile(String(path));
    return undefined;
  };
  const list = (folder: unknown): string[] => {
    const start = `${String(folder)}/`;
    return [...table.keys()].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
  };
  return {
    access: answering('access', ({ path }) => void sizeOf(path), around),
    accessSync: (path: string) => void sizeOf(path),
    stat: answering('stat', ({ path }) => ({ stats: statsOf(path) }), around),
    statSync: (path: string) => around.own(statsOf(path)),
    getFileInfo: answering('getFileInfo', ({ filePath }) => ({ size: sizeOf(filePath) }), around),
    readdir: answering('readdir', ({ dirPath }) => ({ files: list(dirPath) }), around),
    readdirSync: (folder: string) => around.own(list(folder)),
    unlink: answering('unlink', ({ filePath }) => remove(filePath), around),
    unlinkSync: (path: string) => remove(path),
    readFile: answering(
      'readFile',
      async ({ filePath, encoding, position = 0, length }) => {
        sizeOf(filePath);
        const base64 = await outside.readFile(String(filePath), {
          position: Number(position),
          ...(length === undefined ? {} : { length: Number(length) }),
        });
        return { data: encoding === undefined ? fromBase64(base64).buffer : textOf(base64) };
      },
      around,
    ),
  };
}
