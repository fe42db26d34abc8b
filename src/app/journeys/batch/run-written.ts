import { type Failure, failureOf } from '../../relay.ts';
import { forgetWords, instructionStore, markStarted } from './instructions.ts';
import { batchStore, runInstruct } from './run-batch.ts';

/** Rows whose words are with the relay right now, by batch: the same words are not said twice. */
const onTheWay = new Map<string, Set<string>>();

/**
 * Sends what the person started, for the rows whose file is there. Words are forgotten only when the relay has them: an app killed in between
 * says them again, and the relay takes them for a row that still needs some. Tells how many went, or why none could.
 */
export async function runSendWritten(batchId: string, isThere: (projectId: string) => boolean): Promise<{ sent: number } | Failure> {
  const sending = onTheWay.get(batchId) ?? new Set();
  onTheWay.set(batchId, sending);
  const ready = Object.entries(instructionStore(batchId).read()).filter(
    ([projectId, { isStarted }]) => isStarted && !sending.has(projectId) && isThere(projectId),
  );
  const ids = ready.map(([projectId]) => projectId);
  if (ids.length === 0) return { sent: 0 };
  for (const projectId of ids) sending.add(projectId);
  try {
    await runInstruct(
      batchId,
      ready.map(([projectId, { words }]) => ({ projectId, instruction: words })),
    );
    forgetWords(batchId, ids);
    return { sent: ids.length };
  } catch (cause) {
    markStarted(batchId, ids, false);
    return failureOf(cause);
  } finally {
    for (const projectId of ids) sending.delete(projectId);
  }
}

/** Words of rows that went on without them: the answer to the call that carried them was lost. */
export function dropTaken(batchId: string): void {
  const state = batchStore(batchId).read();
  if (state.step !== 'ready') return;
  const taken = state.batch.rows.filter(({ state: step, instruction }) => step !== 'need' && step !== 'fail' && instruction !== undefined);
  const written = instructionStore(batchId).read();
  const ids = taken.map(({ projectId }) => projectId).filter((projectId) => written[projectId] !== undefined);
  if (ids.length > 0) forgetWords(batchId, ids);
}
