import { emptyStoredCache, readStoredCacheBytes } from './storage.ts';

type Kept = { path: string; sizeBytes: number };

/** Everything below the app's own folder: captions, and films whose ending had to be mended. */
function listKept(): Promise<Kept[]> {
  return new Promise((resolve) => {
    wx.getFileSystemManager().stat({
      path: wx.env.USER_DATA_PATH,
      recursive: true,
      success: ({ stats }) => resolve(Array.isArray(stats) ? stats.filter(({ stats: each }) => each.isFile()).map(keptOf) : []),
      fail: () => resolve([]),
    });
  });
}

const keptOf = ({ path, stats }: { path: string; stats: { size: number } }): Kept => ({
  path: `${wx.env.USER_DATA_PATH}/${path.replace(/^\//, '')}`,
  sizeBytes: stats.size,
});

export async function readCacheBytes(): Promise<number> {
  const kept = await listKept();
  return readStoredCacheBytes() + kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

export async function emptyCache(): Promise<void> {
  emptyStoredCache();
  const kept = await listKept();
  await Promise.all(
    kept.map(({ path }) => new Promise<void>((resolve) => wx.getFileSystemManager().unlink({ filePath: path, complete: () => resolve() }))),
  );
}
