import { type Batch, instructBatch, joinBatch, readBatch, splitProject, startBatch } from '../../../contract/relay/batch.ts';
import { createProject, type Project } from '../../../contract/relay/project.ts';
import type { Language } from '../../../contract/relay/text.ts';
import { type Signal, wait } from '../../platform/signal.ts';
import { call, createKey, type Failure, failureOf } from '../../relay.ts';
import { createStores } from '../../store.ts';
import { isSettled } from './batch.ts';
import { forgetOpen, keepOpen } from './open-batch.ts';

const POLL_MS = 1_500;

export type BatchState = { step: 'loading' } | { step: 'ready'; batch: Batch; isConnected: boolean } | { step: 'failed'; failure: Failure };

export const batchStore = createStores<BatchState>(() => ({ step: 'loading' }));

/** A project per file, and the batch of them. The files are sent by the page, row by row. */
export async function runStartBatch(titles: string[], language: Language): Promise<Batch> {
  const projectIds: string[] = [];
  for (const title of titles) projectIds.push((await call(createProject, { body: { title: title.slice(0, 80), language } })).project.id);
  const { batch } = await call(startBatch, { body: { language, projectIds } });
  show(batch);
  return batch;
}

/** A batch of a project's clips as the relay has them: also of those that this phone no longer has. Takes as long as copying them does. */
export async function runSplit(projectId: string): Promise<{ batch: Batch; lostClips: string[] }> {
  // The same action however often it is asked again.
  const idempotencyKey = createKey();
  for (;;) {
    const { batch, lostClips } = await call(splitProject, { params: { projectId }, idempotencyKey });
    if (!batch) continue;
    show(batch);
    return { batch, lostClips };
  }
}

/** And back: one project with the clips of all rows. */
export async function runJoin(batchId: string, title: string, language: Language): Promise<{ project: Project; lostClips: string[] }> {
  const idempotencyKey = createKey();
  for (;;) {
    const { project, lostClips } = await call(joinBatch, { params: { batchId }, body: { title, language }, idempotencyKey });
    if (project) return { project, lostClips };
  }
}

export async function runInstruct(batchId: string, rows: { projectId: string; instruction: string }[]): Promise<void> {
  if (rows.length === 0) return;
  const { batch } = await call(instructBatch, { params: { batchId }, body: { rows } });
  show(batch);
}

/** Reads the batch again and again, until nothing moves or the signal ends it. */
export async function watchBatch(batchId: string, signal: Signal): Promise<void> {
  while (!signal.aborted) {
    await readOnce(batchId);
    const state = batchStore(batchId).read();
    if (state.step === 'failed' || (state.step === 'ready' && isSettled(state.batch.rows))) return;
    await wait(POLL_MS, signal);
  }
}

async function readOnce(batchId: string): Promise<void> {
  const store = batchStore(batchId);
  try {
    const { batch } = await call(readBatch, { params: { batchId } });
    show(batch);
  } catch (cause) {
    const state = store.read();
    // Rows go on at the relay whatever happens to our line.
    if (state.step === 'ready') store.write({ ...state, isConnected: false });
    else {
      if (failureOf(cause) === 'not_found') forgetOpen();
      store.write({ step: 'failed', failure: failureOf(cause) });
    }
  }
}

function show(batch: Batch): void {
  batchStore(batch.id).write({ step: 'ready', batch, isConnected: true });
  keepOpen(batch);
}
