import { expect, test } from 'vitest';
import { type BatchRow, countRows, isSettled, readCommonInstruction } from '../../../../src/app/journeys/batch/batch.ts';

const rows = (...states: BatchRow['state'][]): BatchRow[] => states.map((state, index) => ({ projectId: `project${index}`, state }));

test('a failed row does not keep the batch going', () => {
  expect(isSettled(rows('done', 'fail', 'need'))).toBe(true);
  expect(isSettled(rows('done', 'render'))).toBe(false);
  expect(countRows(rows('done', 'edit', 'wait', 'need'))).toEqual({ done: 1, going: 2, needs: 1 });
});

test('one sentence is offered for all only while a row has none', () => {
  const [first, second] = rows('edit', 'need');
  if (!first || !second) throw new Error('two rows were made');
  expect(readCommonInstruction([{ ...first, instruction: '短一点' }, second])).toBe('短一点');
  expect(readCommonInstruction([{ ...first, instruction: '短一点' }])).toBeUndefined();
  expect(readCommonInstruction([first, second])).toBeUndefined();
});
