import type { Batch } from '../../../contract/relay/batch.ts';

export type BatchRow = Batch['rows'][number];

export type Counts = { done: number; going: number; needs: number };

/** How many rows are done, on their way, and without a word yet. */
export function countRows(rows: BatchRow[]): Counts {
  const count = (...states: BatchRow['state'][]): number => rows.filter(({ state }) => states.includes(state)).length;
  return { done: count('done'), going: count('wait', 'edit', 'render'), needs: count('need') };
}

/** Nothing moves any more: no need to ask again. */
export const isSettled = (rows: BatchRow[]): boolean => countRows(rows).going === 0;

/** The instruction to offer for all rows: the first one given, while others have none. */
export function readCommonInstruction(rows: BatchRow[]): string | undefined {
  const given = rows.find(({ instruction }) => instruction !== undefined)?.instruction;
  return given !== undefined && rows.some(({ state }) => state === 'need') ? given : undefined;
}
