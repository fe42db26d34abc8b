import * as z from '../../../contract/schema.ts';
import { readStored, writeStored } from '../../platform/storage.ts';
import { createStores } from '../../store.ts';

/** What the person wrote for rows whose file is still on its way, by project. Kept through a kill, sent when the file is there. */
const Instructions = z.record(z.string(), z.string());

const keyOf = (batchId: string): string => `batch.${batchId}`;

export const instructionStore = createStores<Record<string, string>>(() => ({}));

export function restoreInstructions(batchId: string): void {
  const kept = Instructions.safeParse(readStored(keyOf(batchId)));
  if (kept.success) instructionStore(batchId).write({ ...kept.data, ...instructionStore(batchId).read() });
}

export function keepInstruction(batchId: string, projectId: string, instruction: string | undefined): void {
  const { [projectId]: _, ...others } = instructionStore(batchId).read();
  const next = instruction === undefined ? others : { ...others, [projectId]: instruction };
  instructionStore(batchId).write(next);
  writeStored(keyOf(batchId), next);
}
