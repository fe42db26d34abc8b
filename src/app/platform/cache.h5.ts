import { emptyStoredCache, readStoredCacheBytes } from './storage.ts';

/** Films of a browser live in its memory and go with the page; what stays is in the storage. */
export const readCacheBytes = async (): Promise<number> => readStoredCacheBytes();

export const emptyCache = async (): Promise<void> => emptyStoredCache();
