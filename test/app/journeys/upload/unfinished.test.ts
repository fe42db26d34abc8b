import { expect, test, vi } from 'vitest';
import { keepUnfinished, listUnfinished } from '../../../../src/app/journeys/upload/unfinished.ts';
import type { Row } from '../../../../src/app/journeys/upload/upload.ts';

const kept = vi.hoisted(() => new Map<string, unknown>([['outbox.project1', []]]));

vi.mock('@tarojs/taro', () => ({
  default: {
    getStorageSync: (key: string) => kept.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => kept.set(key, structuredClone(value)),
    removeStorageSync: (key: string) => kept.delete(key),
    getStorageInfoSync: () => ({ keys: [...kept.keys()] }),
  },
}));

const row = (key: string): Row => ({
  key,
  file: { path: `wxfile://${key}`, name: 'sea.mp4', sizeBytes: 5 },
  state: { step: 'waiting' },
  retries: 0,
});

test('home learns which projects have files that were not sent, and how many', () => {
  keepUnfinished('project1', [row('a'), row('b')]);
  keepUnfinished('project2', [row('c')]);
  keepUnfinished('project2', []);
  expect(listUnfinished()).toEqual([{ projectId: 'project1', count: 2 }]);
});
