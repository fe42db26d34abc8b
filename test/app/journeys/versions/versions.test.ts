import { expect, test } from 'vitest';
import { isReverted, readRedo, readUndo } from '../../../../src/app/journeys/versions/versions.ts';
import type { ProjectDetail } from '../../../../src/contract/relay/project.ts';

const at = (version: number): ProjectDetail => ({
  project: { id: 'project1', title: '', status: 'draft', durationMs: 0, clipCount: 1, createdAt: 0, updatedAt: 0 },
  clips: [],
  timeline: { durationMs: 0, canvas: { width: 1, height: 1 }, tracks: [] },
  version,
  versions: [0, 1, 2, 3].map((each) => ({ version: each, createdAt: 0, durationMs: 0 })),
  canUndo: version > 0,
  canRedo: version < 3,
  turns: [],
  exports: [],
});

test('undo leads one back and redo one forward', () => {
  expect([readUndo(at(2)), readRedo(at(2))]).toEqual([1, 3]);
  expect([readUndo(at(0)), readRedo(at(3))]).toEqual([undefined, undefined]);
});

test('cards after the version shown are undone', () => {
  expect([isReverted(3, 2), isReverted(2, 2)]).toEqual([true, false]);
});
