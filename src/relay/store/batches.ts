import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Database } from './database.ts';
import { newId } from './id.ts';
import { batches, batchRows } from './schema.ts';

export type BatchRowRow = typeof batchRows.$inferSelect;

export async function createBatch(db: Database, wanted: { personId: string; projectIds: string[]; at: number }): Promise<string> {
  const id = newId();
  await db.transaction(async (tx) => {
    await tx.insert(batches).values({ id, personId: wanted.personId, createdAt: wanted.at });
    await tx.insert(batchRows).values(wanted.projectIds.map((projectId, place) => ({ batchId: id, projectId, place, state: 'need' })));
  });
  return id;
}

export async function personOfBatch(db: Database, batchId: string): Promise<string | undefined> {
  const [found] = await db.select({ personId: batches.personId }).from(batches).where(eq(batches.id, batchId));
  return found?.personId;
}

export const listBatchRows = (db: Database, batchId: string): Promise<BatchRowRow[]> =>
  db.select().from(batchRows).where(eq(batchRows.batchId, batchId)).orderBy(asc(batchRows.place));

export async function changeBatchRow(
  db: Database,
  row: Pick<BatchRowRow, 'batchId' | 'projectId'>,
  change: Partial<Omit<BatchRowRow, 'batchId' | 'projectId'>>,
): Promise<void> {
  await db
    .update(batchRows)
    .set(change)
    .where(and(eq(batchRows.batchId, row.batchId), eq(batchRows.projectId, row.projectId)));
}

/** Batches that have something left to do. */
export async function listOpenBatches(db: Database): Promise<string[]> {
  const rows = await db
    .selectDistinct({ batchId: batchRows.batchId })
    .from(batchRows)
    .where(and(inArray(batchRows.state, ['wait', 'edit', 'render']), isNotNull(batchRows.instruction)));
  return rows.map((row) => row.batchId);
}
