import * as z from '../../../contract/schema.ts';
import { readStored, removeStored, writeStored } from '../../platform/storage.ts';
import { createStores } from '../../store.ts';

/** Words for one row. `isStarted`: the person said go; they leave for the relay when the row's file is there. */
const Written = z.object({ words: z.string(), isStarted: z.boolean() });

/** What the person wrote for rows, by project. Kept through a kill, and until the relay has said that it has them. */
const Instructions = z.record(z.string(), Written);
export type Instructions = z.infer<typeof Instructions>;

const keyOf = (batchId: string): string => `batch.${batchId}`;

export const instructionStore = createStores<Instructions>(() => ({}));

export function restoreInstructions(batchId: string): void {
  const kept = Instructions.safeParse(readStored(keyOf(batchId)));
  if (kept.success) instructionStore(batchId).write({ ...kept.data, ...instructionStore(batchId).read() });
}

/** Written and to be looked over; nothing is cut yet. */
export function keepWords(batchId: string, projectIds: string[], words: string): void {
  change(batchId, Object.fromEntries(projectIds.map((projectId) => [projectId, { words, isStarted: false }])));
}

/** Says go, or takes it back where the relay could not be reached. */
export function markStarted(batchId: string, projectIds: string[], isStarted: boolean): void {
  const written = instructionStore(batchId).read();
  change(batchId, Object.fromEntries(projectIds.flatMap((id) => (written[id] ? [[id, { ...written[id], isStarted }]] : []))));
}

/** The relay has them, or the row needs them no more. */
export function forgetWords(batchId: string, projectIds: string[]): void {
  const left = Object.entries(instructionStore(batchId).read()).filter(([projectId]) => !projectIds.includes(projectId));
  write(batchId, Object.fromEntries(left));
}

const change = (batchId: string, changes: Instructions): void => write(batchId, { ...instructionStore(batchId).read(), ...changes });

function write(batchId: string, next: Instructions): void {
  instructionStore(batchId).write(next);
  if (Object.keys(next).length === 0) removeStored(keyOf(batchId));
  else writeStored(keyOf(batchId), next);
}
