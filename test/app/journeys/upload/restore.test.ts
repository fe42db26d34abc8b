import { expect, test } from 'vitest';
import {
  holdsMessages,
  nextUpload,
  noUploads,
  readArrived,
  readNextRow,
  readUnfinished,
} from '../../../../src/app/journeys/upload/upload.ts';

const kept = (key: string, isThere: boolean) => ({ key, file: { path: key, name: `${key}.mp4`, sizeBytes: 5 }, isThere });

test('after a kill, files still on the phone go on and the others ask to be picked again', () => {
  const state = nextUpload(noUploads, { type: 'restored', rows: [kept('gone', false), kept('here', true)] });
  expect(state.rows.map((row) => row.state.step)).toEqual(['lost', 'waiting']);
  expect(readNextRow(state)?.key).toBe('here');
  expect(holdsMessages(state)).toBe(true);
  expect(readUnfinished(state)).toHaveLength(2);
});

test('another file takes the place of a lost one, and is checked like any', () => {
  const state = nextUpload(noUploads, { type: 'restored', rows: [kept('gone', false)] });
  const file = { path: 'x', name: 'x.txt', sizeBytes: 1 };
  const replaced = nextUpload(state, { type: 'replaced', key: 'gone', newKey: 'k2', file });
  expect(replaced.rows[0]).toMatchObject({ key: 'k2', state: { step: 'refused', reason: 'type' } });
});

test('a lost file that is among the clips arrived unheard, and each clip stands for one file', () => {
  const clip = (id: string, name: string, sizeBytes = 5) => ({ id, draftName: id, name, kind: 'video', sizeBytes, durationMs: 1 }) as const;
  const state = nextUpload(noUploads, {
    type: 'restored',
    rows: [kept('one', false), { ...kept('two', false), file: kept('one', false).file }, kept('here', true)],
  });
  expect(readArrived(state, [clip('c1', 'one.mp4'), clip('c2', 'here.mp4')])).toEqual(['one']);
  expect(readArrived(state, [clip('c1', 'one.mp4', 6)])).toEqual([]);
});
