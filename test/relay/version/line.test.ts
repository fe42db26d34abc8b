import { expect, test } from 'vitest';
import type { VersionHead } from '../../../src/relay/store/versions.ts';
import { canRedo, canUndo, isVersion, lineOf } from '../../../src/relay/version/line.ts';

const head = (version: number, parent: number, turnId: string | null = 'turn'): VersionHead => ({
  projectId: 'p',
  version,
  parent,
  turnId,
  durationMs: 0,
  createdAt: 0,
});

/** Two edits after an upload, an undo to 2, and another edit from there. */
const heads = [head(1, 0, null), head(2, 1), head(3, 2), head(4, 2)];

test.each([
  [1, [1, 2, 4]],
  [2, [1, 2, 4]],
  [3, [1, 2, 3]],
  [4, [1, 2, 4]],
])('from version %i undo and redo walk %j', (shown, line) => {
  expect(lineOf(heads, shown).map((found) => found.version)).toEqual(line);
});

test('an upload cannot be undone, an instruction can, and the newest cannot be redone', () => {
  expect([1, 2, 3, 4].map((version) => canUndo(heads, version))).toEqual([false, true, true, true]);
  expect([1, 2, 3, 4].map((version) => canRedo(heads, version))).toEqual([true, true, false, false]);
  expect([0, 1, 4, 5].map((version) => isVersion(heads, version))).toEqual([false, true, true, false]);
  expect(isVersion([head(1, 0)], 0)).toBe(true);
  expect(canUndo([head(1, 0)], 1)).toBe(true);
});
