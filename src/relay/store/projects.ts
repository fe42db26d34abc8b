import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Database } from './database.ts';
import { newId } from './id.ts';
import { forgetRepliesOf } from './replies.ts';
import { batchRows, clips, exports, projects, turnEvents, turns, uploads, versions } from './schema.ts';

export type ProjectRow = typeof projects.$inferSelect;

type NewProject = { personId: string; title: string; language: string; requestKey?: string; at: number };

/** The same `requestKey` gives the same project. */
export async function createProject(db: Database, wanted: NewProject): Promise<ProjectRow> {
  const { at, requestKey, ...rest } = wanted;
  const row = { ...rest, id: newId(), requestKey: requestKey ?? null, createdAt: at, updatedAt: at };
  const [made] = await db.insert(projects).values(row).onConflictDoNothing().returning();
  if (made !== undefined) return made;
  const [known] = await db
    .select()
    .from(projects)
    .where(and(eq(projects.personId, wanted.personId), eq(projects.requestKey, requestKey ?? '')));
  if (known === undefined) throw new Error('a project that was just made is gone');
  return known;
}

/** `undefined` also for a project of somebody else: nobody learns which ids exist. */
export async function readProject(db: Database, personId: string, projectId: string): Promise<ProjectRow | undefined> {
  const [row] = await db
    .select()
    .from(projects)
    .where(and(eq(projects.id, projectId), eq(projects.personId, personId)));
  return row;
}

/** For work that goes on without its person: turns and exports after a restart. */
export async function readAnyProject(db: Database, projectId: string): Promise<ProjectRow | undefined> {
  const [row] = await db.select().from(projects).where(eq(projects.id, projectId));
  return row;
}

export const listProjects = (db: Database, personId: string): Promise<ProjectRow[]> =>
  db.select().from(projects).where(eq(projects.personId, personId)).orderBy(desc(projects.updatedAt));

type ProjectChange = Partial<Pick<ProjectRow, 'title' | 'sessionId' | 'taskId' | 'version' | 'upstreamVersion' | 'updatedAt'>>;

export async function changeProject(db: Database, projectId: string, change: ProjectChange): Promise<void> {
  await db.update(projects).set(change).where(eq(projects.id, projectId));
}

/** The project and all that hangs on it, in one transaction. The caller deletes the files first. */
export async function deleteProject(db: Database, projectId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const own = tx.select({ id: turns.id }).from(turns).where(eq(turns.projectId, projectId));
    await tx.delete(turnEvents).where(inArray(turnEvents.turnId, own));
    for (const table of [turns, clips, versions, exports, uploads, batchRows]) await tx.delete(table).where(eq(table.projectId, projectId));
    await tx.delete(projects).where(eq(projects.id, projectId));
    await forgetRepliesOf(tx, projectId);
  });
}
