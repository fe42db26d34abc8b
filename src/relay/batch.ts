import type { TurnEvent } from '../contract/relay/turn.ts';
import type { Clock } from './clock.ts';
import type { Exports } from './export/exports.ts';
import type { Log } from './log.ts';
import { createQueue } from './queue.ts';
import * as store from './store/batches.ts';
import type { Database } from './store/database.ts';
import { readExport } from './store/exports.ts';
import { type ProjectRow, readAnyProject } from './store/projects.ts';
import { readEventsAfter, readTurn } from './store/turns.ts';
import type { Turns } from './turn/turns.ts';

export type Batches = {
  /** Does what is left of a batch, its rows one after another; asked again while it runs, it looks for more at the end. */
  run: (batchId: string) => void;
  resume: () => Promise<void>;
  close: () => Promise<void>;
};

type Deps = { db: Database; clock: Clock; log: Log; turns: Turns; exports: Exports };

export function createBatches(deps: Deps): Batches {
  const queue = createQueue();
  const closing = new AbortController();
  const run = (batchId: string) => {
    queue
      .run(batchId, () => runBatch(deps, batchId, closing.signal))
      .catch((error: unknown) => deps.log.error({ batchId, err: error }, 'a batch stopped'));
  };
  return {
    run,
    resume: async () => {
      for (const batchId of await store.listOpenBatches(deps.db)) run(batchId);
    },
    close: async () => {
      closing.abort();
      await queue.drained();
    },
  };
}

async function runBatch(deps: Deps, batchId: string, signal: AbortSignal): Promise<void> {
  for (const row of await store.listBatchRows(deps.db, batchId)) {
    if (signal.aborted) return;
    if (row.instruction === null || row.state === 'done' || row.state === 'fail' || row.state === 'need') continue;
    await runRow(deps, row, signal);
  }
}

/** One row from wherever it stands; a row that fails does not stop the ones behind it. */
async function runRow({ db, turns, exports, log }: Deps, row: store.BatchRowRow, signal: AbortSignal): Promise<void> {
  const change = (changes: Parameters<typeof store.changeBatchRow>[2]) => store.changeBatchRow(db, row, changes);
  const project = await readAnyProject(db, row.projectId);
  if (project === undefined) return;
  try {
    const turnId = await startTurn(turns, project, row);
    await change({ state: 'edit', turnId });
    await turns.ended(turnId);
    if (signal.aborted) return;
    if (!(await isEdited(db, turnId))) return await change({ state: 'fail' });
    const edited = (await readAnyProject(db, row.projectId)) ?? project;
    const started = await exports.start(edited, { version: edited.version, options: {} });
    await change({ state: 'render', exportId: started.id });
    await exports.ended(started.id);
    if (signal.aborted) return;
    await change({ state: (await readExport(db, started.id))?.row.state === 'done' ? 'done' : 'fail' });
  } catch (error) {
    log.warn({ batchId: row.batchId, err: error }, 'a row of a batch failed');
    await change({ state: 'fail' });
  }
}

/** A row that waits again after a failure says its words in a turn of their own, named after the one that failed: a kill in between finds it again. */
async function startTurn(turns: Turns, project: ProjectRow, row: store.BatchRowRow): Promise<string> {
  if (row.state !== 'wait' && row.turnId !== null) return row.turnId;
  const requestKey = row.turnId === null ? `batch-${row.batchId}` : `batch-${row.batchId}-${row.turnId}`;
  return (await turns.start(project, { text: row.instruction ?? '', requestKey, isEdit: true })).id;
}

async function isEdited(db: Database, turnId: string): Promise<boolean> {
  if ((await readTurn(db, turnId))?.turn.state !== 'done') return false;
  const last = (await readEventsAfter(db, turnId, 0)).at(-1);
  const event = last && (JSON.parse(last.event) as TurnEvent);
  return event?.type === 'done' && (event.outcome === 'applied' || event.outcome === 'unchanged' || event.outcome === 'answered');
}
