import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { newId } from './id.ts';
import { exports, projects } from './schema.ts';

export type ExportRow = typeof exports.$inferSelect;
type NewExport = Pick<ExportRow, 'projectId' | 'version' | 'fingerprint' | 'draft' | 'options' | 'createdAt'>;

const OPEN = ['queued', 'rendering', 'fitting'];

export const isOpen = ({ state }: Pick<ExportRow, 'state'>): boolean => OPEN.includes(state);

/** A running or finished export of the same draft with the same options is given back. */
export async function keepExport(db: Database, wanted: NewExport): Promise<{ row: ExportRow; isNew: boolean }> {
  return db.transaction(async (tx) => {
    await tx.select({ id: projects.id }).from(projects).where(eq(projects.id, wanted.projectId)).for('update');
    const same = and(
      eq(exports.projectId, wanted.projectId),
      eq(exports.fingerprint, wanted.fingerprint),
      inArray(exports.state, [...OPEN, 'done']),
    );
    const [known] = await tx.select().from(exports).where(same);
    if (known !== undefined) return { row: known, isNew: false };
    const [made] = await tx
      .insert(exports)
      .values({ ...wanted, id: newId(), state: 'queued' })
      .returning();
    if (made === undefined) throw new Error('an export that was just made is gone');
    return { row: made, isNew: true };
  });
}

/** An export and whose it is. */
export async function readExport(db: Database, exportId: string): Promise<{ row: ExportRow; personId: string } | undefined> {
  const [found] = await db
    .select({ row: exports, personId: projects.personId })
    .from(exports)
    .innerJoin(projects, eq(projects.id, exports.projectId))
    .where(eq(exports.id, exportId));
  return found;
}

export async function readSharedExport(db: Database, shareId: string): Promise<{ row: ExportRow; personId: string } | undefined> {
  const [found] = await db
    .select({ row: exports, personId: projects.personId })
    .from(exports)
    .innerJoin(projects, eq(projects.id, exports.projectId))
    .where(eq(exports.shareId, shareId));
  return found;
}

export const listExports = (db: Database, projectIds: string[]): Promise<ExportRow[]> =>
  projectIds.length === 0
    ? Promise.resolve([])
    : db.select().from(exports).where(inArray(exports.projectId, projectIds)).orderBy(desc(exports.createdAt));

/** Every export that has not ended, oldest first: a restart goes on with them. */
export const listOpenExports = (db: Database): Promise<ExportRow[]> =>
  db.select().from(exports).where(inArray(exports.state, OPEN)).orderBy(asc(exports.createdAt), asc(exports.id));

export const listExpiredExports = (db: Database, at: number): Promise<ExportRow[]> =>
  db
    .select()
    .from(exports)
    .where(and(eq(exports.state, 'done'), lt(exports.expiresAt, at)));

type ExportChange = Partial<Omit<ExportRow, 'id' | 'projectId' | 'createdAt'>>;

export async function changeExport(db: Database, exportId: string, change: ExportChange): Promise<void> {
  await db.update(exports).set(change).where(eq(exports.id, exportId));
}

/** Changes the count of starts, and says it. */
export async function countStart(db: Database, exportId: string, by: number): Promise<number> {
  const [row] = await db
    .update(exports)
    .set({ starts: sql`${exports.starts} + ${by}` })
    .where(eq(exports.id, exportId))
    .returning({ starts: exports.starts });
  return row?.starts ?? 0;
}
