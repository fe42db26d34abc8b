import type { Batch } from '../../../src/contract/relay/batch.ts';
import { finished } from './samples.ts';
import type { Script } from './script.ts';
import type { World } from './world.ts';

/** Rows of a batch. Each reading moves every row one step on: said, edited, rendered, done; a failing one stops after its edit. */
export function createBatches(script: Script, world: World) {
  const batches = new Map<string, Batch>();

  function start(projectIds: string[]): Batch {
    const batch: Batch = { id: world.newId('batch'), rows: projectIds.map((projectId) => ({ projectId, state: 'need' })) };
    batches.set(batch.id, batch);
    return batch;
  }

  function instruct(batchId: string, said: { projectId: string; instruction: string }[]): Batch | undefined {
    const batch = batches.get(batchId);
    if (!batch) return undefined;
    batch.rows = batch.rows.map((row) => {
      const instruction = said.find(({ projectId }) => projectId === row.projectId)?.instruction;
      return instruction === undefined ? row : { projectId: row.projectId, instruction, state: 'wait' };
    });
    return batch;
  }

  function read(batchId: string): Batch | undefined {
    const batch = batches.get(batchId);
    if (batch) batch.rows = batch.rows.map((row, index) => nextRow(row, script.failingRows.has(index)));
    return batch;
  }

  function nextRow(row: Batch['rows'][number], isFailing: boolean): Batch['rows'][number] {
    switch (row.state) {
      case 'wait':
        return { ...row, state: 'edit' };
      case 'edit':
        return { ...row, state: isFailing ? 'fail' : 'render' };
      case 'render':
        return { ...row, state: 'done', export: exportOf(row.projectId) };
      case 'need':
      case 'done':
      case 'fail':
        return row;
    }
  }

  function exportOf(projectId: string) {
    const exportId = world.newId('export');
    const place = { id: exportId, projectId, version: 1, createdAt: Date.now() };
    return { ...place, state: 'done' as const, percent: 100, ...finished(exportId, 4_000, 2_000) };
  }

  return { start, instruct, read };
}
