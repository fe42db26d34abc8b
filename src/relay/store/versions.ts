import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from './database.ts';
import { projects, versions } from './schema.ts';

export type VersionRow = typeof versions.$inferSelect;
export type VersionHead = Omit<VersionRow, 'draft'>;

type NewVersion = { projectId: string; parent: number; turnId?: string; draft: string; durationMs: number; at: number };

/** Adds a version after the newest and stands on it; the upstream has it already. Says its number. */
export async function addVersion(db: Database, wanted: NewVersion): Promise<number> {
  return db.transaction(async (tx) => {
    const heads = await tx.select({ version: versions.version }).from(versions).where(eq(versions.projectId, wanted.projectId));
    const version = Math.max(0, ...heads.map((head) => head.version)) + 1;
    const { at, turnId, ...rest } = wanted;
    await tx.insert(versions).values({ ...rest, version, turnId: turnId ?? null, createdAt: at });
    await tx.update(projects).set({ version, upstreamVersion: version, updatedAt: at }).where(eq(projects.id, wanted.projectId));
    return version;
  });
}

/** Before the first edit an upload changes version 1 instead of adding one: there is nothing to undo yet. */
export async function replaceDraft(db: Database, row: Pick<VersionRow, 'projectId' | 'version' | 'draft' | 'durationMs'>): Promise<void> {
  await db
    .update(versions)
    .set({ draft: row.draft, durationMs: row.durationMs })
    .where(and(eq(versions.projectId, row.projectId), eq(versions.version, row.version)));
}

export const listVersions = (db: Database, projectId: string): Promise<VersionHead[]> =>
  db
    .select({
      projectId: versions.projectId,
      version: versions.version,
      parent: versions.parent,
      turnId: versions.turnId,
      durationMs: versions.durationMs,
      createdAt: versions.createdAt,
    })
    .from(versions)
    .where(eq(versions.projectId, projectId))
    .orderBy(asc(versions.version));

/** The draft as the upstream gave it; `undefined` for a version that does not exist. Version 0 has none. */
export async function readDraft(db: Database, projectId: string, version: number): Promise<string | undefined> {
  const [row] = await db
    .select({ draft: versions.draft })
    .from(versions)
    .where(and(eq(versions.projectId, projectId), eq(versions.version, version)));
  return row?.draft;
}

export async function versionOfTurn(db: Database, turnId: string): Promise<number | undefined> {
  const [row] = await db.select({ version: versions.version }).from(versions).where(eq(versions.turnId, turnId));
  return row?.version;
}

/** Length of the version shown, by project. */
export async function shownLengths(db: Database, projectIds: string[]): Promise<Map<string, number>> {
  if (projectIds.length === 0) return new Map();
  const rows = await db
    .select({ projectId: versions.projectId, durationMs: versions.durationMs })
    .from(versions)
    .innerJoin(projects, and(eq(projects.id, versions.projectId), eq(projects.version, versions.version)))
    .where(inArray(versions.projectId, projectIds));
  return new Map(rows.map((row) => [row.projectId, row.durationMs]));
}
