import { describe, expect, test } from 'vitest';
import {
  admit,
  holdsMessages,
  isUploading,
  nextUpload,
  noUploads,
  readEtaSeconds,
  readNextRow,
  readPercent,
  type UploadEvent,
} from '../../../../src/app/journeys/upload/upload.ts';
import type { Clip } from '../../../../src/contract/relay/clip.ts';

const file = (name: string, sizeBytes = 1_000) => ({ path: `tmp/${name}`, name, sizeBytes });
const clip: Clip = { id: 'clip0001', draftName: 'a', name: 'a.mp4', kind: 'video', sizeBytes: 1_000, durationMs: 5_000 };
const picked: UploadEvent = { type: 'picked', files: ['a.mp4', 'b.mov'].map((name) => ({ key: name, file: file(name) })) };
const run = (...events: UploadEvent[]) => events.reduce(nextUpload, noUploads);
const stepsOf = (state: ReturnType<typeof run>) => state.rows.map((row) => row.state.step);

describe('what is admitted', () => {
  test.each([
    ['a.mp4', 1_000, 'waiting'],
    ['A.MOV', 500_000_000, 'waiting'],
    ['big.mp4', 500_000_001, 'refused'],
    ['notes.pdf', 1, 'refused'],
    ['noextension', 1, 'refused'],
    ['zero.mp4', 0, 'waiting'],
  ])('%s of %i bytes is %s before a byte is sent', (name, sizeBytes, step) => {
    expect(admit(file(name, sizeBytes)).step).toBe(step);
  });
});

test('files go one at a time in the order picked', () => {
  const begun = run(picked, { type: 'started', key: 'a.mp4', at: 0 });
  expect(readNextRow(run(picked))?.key).toBe('a.mp4');
  expect(readNextRow(begun)).toBeUndefined();
  expect(readNextRow(nextUpload(begun, { type: 'finished', key: 'a.mp4', clip }))?.key).toBe('b.mov');
});

test('a row is being checked from its last byte until the answer, and never shows 100 % before', () => {
  const sent = run(
    picked,
    { type: 'cancelled', key: 'b.mov' },
    { type: 'started', key: 'a.mp4', at: 0 },
    { type: 'progressed', key: 'a.mp4', sentBytes: 1_000, at: 9 },
  );
  expect(stepsOf(sent)).toEqual(['checking', 'cancelled']);
  expect(readPercent(sent)).toBe(99);
  expect(readPercent(nextUpload(sent, { type: 'finished', key: 'a.mp4', clip }))).toBe(100);
});

test('progress never goes back and a late report changes nothing', () => {
  const begun = run(picked, { type: 'started', key: 'a.mp4', at: 0 }, { type: 'progressed', key: 'a.mp4', sentBytes: 600, at: 5 });
  const back = nextUpload(begun, { type: 'progressed', key: 'a.mp4', sentBytes: 400, at: 6 });
  expect(readPercent(back)).toBe(readPercent(begun));
  const cancelled = nextUpload(begun, { type: 'cancelled', key: 'a.mp4' });
  expect(nextUpload(cancelled, { type: 'finished', key: 'a.mp4', clip }).rows[0]?.state.step).toBe('cancelled');
});

test('a broken line is tried once more in silence, then told', () => {
  const broken: UploadEvent[] = [
    { type: 'started', key: 'a.mp4', at: 0 },
    { type: 'failed', key: 'a.mp4', failure: 'offline' },
  ];
  expect(stepsOf(run(picked, ...broken))[0]).toBe('waiting');
  expect(stepsOf(run(picked, ...broken, ...broken))[0]).toBe('failed');
});

test('retrying one row leaves the others as they are', () => {
  const failed = run(
    picked,
    { type: 'started', key: 'a.mp4', at: 0 },
    { type: 'failed', key: 'a.mp4', failure: 'internal' },
    { type: 'started', key: 'b.mov', at: 0 },
  );
  const retried = nextUpload(failed, { type: 'retried', key: 'a.mp4', newKey: 'a2' });
  expect(stepsOf(retried)).toEqual(['waiting', 'sending']);
  expect(retried.rows[0]?.key).toBe('a2');
});

test('messages wait for a file on its way and for a broken one, not for a refused or cancelled one', () => {
  expect(holdsMessages(run(picked))).toBe(true);
  expect(holdsMessages(run({ type: 'picked', files: [{ key: 'x', file: file('x.pdf') }] }))).toBe(false);
  const failed = run(
    { type: 'picked', files: [{ key: 'a', file: file('a.mp4') }] },
    { type: 'started', key: 'a', at: 0 },
    { type: 'failed', key: 'a', failure: 'internal' },
  );
  expect(isUploading(failed)).toBe(false);
  expect(holdsMessages(failed)).toBe(true);
});

test('the time left follows from the speed so far', () => {
  const state = run(picked, { type: 'started', key: 'a.mp4', at: 1_000 }, { type: 'progressed', key: 'a.mp4', sentBytes: 250, at: 3_000 });
  expect(state.rows[0] && readEtaSeconds(state.rows[0])).toBe(6);
});

test.each([
  ['notes.mp4', 'file_unsupported', 'broken'],
  ['torn.mov', 'file_broken', 'broken'],
  ['huge.mp4', 'file_too_large', 'size'],
] as const)('%s, which the upstream answers with %s, is refused as %s', (name, failure, reason) => {
  const state = run(
    { type: 'picked', files: [{ key: 'k', file: file(name) }] },
    { type: 'started', key: 'k', at: 0 },
    { type: 'failed', key: 'k', failure },
  );
  expect(state.rows[0]?.state).toEqual({ step: 'refused', reason });
});
