import Taro from '@tarojs/taro';

/** Small things that must outlive the app; 1 MB per key in WeChat. Whatever comes back was written by an older version, perhaps: check it. */
export function readStored(key: string): unknown {
  try {
    const value: unknown = Taro.getStorageSync(key);
    return value === '' ? undefined : value;
  } catch {
    return undefined;
  }
}

/** A full or forbidden storage loses only comfort, so it is not an error. */
export function writeStored(key: string, value: unknown): void {
  try {
    Taro.setStorageSync(key, value);
  } catch {
    // Nothing here is the only copy of anything.
  }
}

export function removeStored(key: string): void {
  try {
    Taro.removeStorageSync(key);
  } catch {
    // As above.
  }
}

export function listStored(): string[] {
  try {
    return Taro.getStorageInfoSync().keys ?? [];
  } catch {
    return [];
  }
}

/** Keys of what can be had again begin so. */
export const CACHE_PREFIX = 'cache.';

const listCached = (): string[] => listStored().filter((key) => key.startsWith(CACHE_PREFIX));

/** As long as its text is: characters outside ASCII take up to three bytes. */
export const readStoredCacheBytes = (): number =>
  listCached().reduce((sum, key) => sum + encodeURIComponent(JSON.stringify(readStored(key)) ?? '').replace(/%../g, '.').length, 0);

export function emptyStoredCache(): void {
  for (const key of listCached()) removeStored(key);
}
