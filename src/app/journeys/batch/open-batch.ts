import type { Batch } from '../../../contract/relay/batch.ts';
import * as z from '../../../contract/schema.ts';
import { readStored, removeStored, writeStored } from '../../platform/storage.ts';
import { createStore } from '../../store.ts';

const OpenBatch = z.object({ id: z.string(), projectIds: z.array(z.string()) });
export type OpenBatch = z.infer<typeof OpenBatch>;

const KEY = 'batch';

/** The batch that is not done yet: home leads back to it, also after the app was killed. */
export const openBatchStore = createStore<OpenBatch | undefined>(OpenBatch.safeParse(readStored(KEY)).data);

/** Remembers the batch until each of its films is made. */
export function keepOpen({ id, rows }: Batch): void {
  const isDone = rows.every(({ state }) => state === 'done');
  const known = openBatchStore.read();
  if (isDone && known?.id === id) forgetOpen();
  if (isDone || known?.id === id) return;
  const next = { id, projectIds: rows.map(({ projectId }) => projectId) };
  openBatchStore.write(next);
  writeStored(KEY, next);
}

export function forgetOpen(): void {
  openBatchStore.write(undefined);
  removeStored(KEY);
}
