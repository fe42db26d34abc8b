import { ApiError } from '../../contract/error.ts';
import { type Batch, instructBatch, readBatch, startBatch } from '../../contract/relay/batch.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/batches.ts';
import { listClips } from '../store/clips.ts';
import { readExport } from '../store/exports.ts';
import { readAnyProject } from '../store/projects.ts';
import * as turns from '../store/turns.ts';
import { writeClip } from '../write/clip.ts';
import { writeTurn } from '../write/turn.ts';
import { ownProject } from './own.ts';
import { showExport } from './read-export.ts';
import { serve } from './serve.ts';

export const serveStartBatch = serve(startBatch, async (parts, { personId, body }) => {
  const projectIds = [...new Set(body.projectIds)];
  for (const projectId of projectIds) await ownProject(parts, personId, projectId);
  const id = await store.createBatch(parts.db, { personId, projectIds, at: parts.clock.now() });
  return { batch: await writeBatch(parts, id) };
});

export const serveInstructBatch = serve(instructBatch, async (parts, { personId, body, id }) => {
  const batchId = await ownBatch(parts, personId, id('batchId'));
  const rows = await store.listBatchRows(parts.db, batchId);
  const said = body.rows.map(({ projectId, instruction }) => {
    const row = rows.find((found) => found.projectId === projectId);
    if (row === undefined) throw new ApiError('not_found', 'no such row');
    return { row, instruction };
  });
  for (const { row, instruction } of said) {
    if (row.state === 'need') await store.changeBatchRow(parts.db, row, { instruction, state: 'wait' });
    else if (row.state === 'fail') await store.changeBatchRow(parts.db, row, { instruction, ...nextTry(row, instruction) });
  }
  parts.batches.run(batchId);
  return { batch: await writeBatch(parts, batchId) };
});

export const serveReadBatch = serve(readBatch, async (parts, { personId, id }) => ({
  batch: await writeBatch(parts, await ownBatch(parts, personId, id('batchId'))),
}));

/** Where only the film failed, the same words are not said twice: they might cut twice. */
function nextTry(row: store.BatchRowRow, instruction: string): Pick<store.BatchRowRow, 'state' | 'exportId'> {
  const isCut = row.exportId !== null && row.instruction === instruction;
  return { state: isCut ? 'render' : 'wait', exportId: null };
}

export async function ownBatch({ db }: Parts, personId: string, batchId: string): Promise<string> {
  if ((await store.personOfBatch(db, batchId)) !== personId) throw new ApiError('not_found', 'no such batch');
  return batchId;
}

export async function writeBatch(parts: Parts, id: string): Promise<Batch> {
  const rows = await store.listBatchRows(parts.db, id);
  return { id, rows: await Promise.all(rows.map((row) => writeRow(parts, row))) };
}

async function writeRow(parts: Parts, row: store.BatchRowRow): Promise<Batch['rows'][number]> {
  const { db } = parts;
  const turn = row.turnId === null ? undefined : await turns.readTurn(db, row.turnId);
  const found = row.exportId === null ? undefined : await readExport(db, row.exportId);
  const project = await readAnyProject(db, row.projectId);
  const clips = await listClips(db, [row.projectId]);
  return {
    projectId: row.projectId,
    state: row.state as Batch['rows'][number]['state'],
    instruction: row.instruction ?? undefined,
    clips: project && clips.map((clip) => writeClip(clip, project.personId, parts.addresses)),
    turn: turn && writeTurn(parts, turn.turn, await turns.readEventsAfter(db, turn.turn.id, 0)),
    export: found && project && (await showExport(parts, found.row, project)),
  };
}
