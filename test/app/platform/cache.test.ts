import { beforeEach, expect, test, vi } from 'vitest';
import { emptyCache, readCacheBytes } from '../../../src/app/platform/cache.weapp.ts';

/** What the phone keeps: small things by key, and files below the app's own folder. */
const phone = vi.hoisted(() => ({ kept: new Map<string, unknown>(), files: new Map<string, number>() }));

vi.mock('@tarojs/taro', () => ({
  default: {
    getStorageSync: (key: string) => phone.kept.get(key) ?? '',
    removeStorageSync: (key: string) => phone.kept.delete(key),
    getStorageInfoSync: () => ({ keys: [...phone.kept.keys()] }),
  },
}));

type Stat = { success: (answer: { stats: object[] }) => void };
type Unlink = { filePath: string; complete: () => void };

const FOLDER = 'wxfile://usr';
const statsOf = (size: number) => ({ size, isFile: () => true });

beforeEach(() => {
  phone.kept.clear();
  phone.files.clear();
  vi.stubGlobal('wx', {
    env: { USER_DATA_PATH: FOLDER },
    getFileSystemManager: () => ({
      stat: ({ success }: Stat) =>
        success({
          stats: [
            { path: '/', stats: { size: 4_096, isFile: () => false } },
            ...[...phone.files].map(([path, size]) => ({ path, stats: statsOf(size) })),
          ],
        }),
      unlink: ({ filePath, complete }: Unlink) => {
        phone.files.delete(filePath.slice(FOLDER.length));
        complete();
      },
    }),
  });
});

test('the cache is what lists and files take, and nothing of what the person wrote', async () => {
  phone.kept.set('cache.projects', '海');
  phone.kept.set('outbox.p1', 'words that were not sent');
  phone.files.set('/export-1.mp4', 1_000);
  // Three bytes for the character, two for its quotes.
  expect(await readCacheBytes()).toBe(1_005);
  await emptyCache();
  expect(await readCacheBytes()).toBe(0);
  expect([...phone.kept.keys()]).toEqual(['outbox.p1']);
});
