import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from './database.ts';
import { newId } from './id.ts';
import { forgetRepliesOf } from './replies.ts';
import { clips, projects } from './schema.ts';

export type ClipRow = typeof clips.$inferSelect;
type NewClip = Omit<typeof clips.$inferInsert, 'id'>;

/** The same `requestKey` gives the same clip. */
export async function createClip(db: Database, wanted: NewClip): Promise<ClipRow> {
  const [made] = await db
    .insert(clips)
    .values({ ...wanted, id: newId() })
    .onConflictDoNothing()
    .returning();
  const row = made ?? (await readRequestedClip(db, wanted.projectId, wanted.requestKey ?? ''));
  if (row === undefined) throw new Error('a clip that was just made is gone');
  return row;
}

export async function readRequestedClip(db: Database, projectId: string, requestKey: string): Promise<ClipRow | undefined> {
  const [row] = await db
    .select()
    .from(clips)
    .where(and(eq(clips.projectId, projectId), eq(clips.requestKey, requestKey)));
  return row;
}

export const listClips = (db: Database, projectIds: string[]): Promise<ClipRow[]> =>
  projectIds.length === 0
    ? Promise.resolve([])
    : db.select().from(clips).where(inArray(clips.projectId, projectIds)).orderBy(asc(clips.createdAt), asc(clips.id));

/** A clip and whose it is. */
export async function readClip(db: Database, clipId: string): Promise<{ clip: ClipRow; personId: string } | undefined> {
  const [row] = await db
    .select({ clip: clips, personId: projects.personId })
    .from(clips)
    .innerJoin(projects, eq(projects.id, clips.projectId))
    .where(eq(clips.id, clipId));
  return row;
}

export async function changeClip(
  db: Database,
  clipId: string,
  change: Partial<Pick<ClipRow, 'draftName' | 'upstream' | 'lost'>>,
): Promise<void> {
  await db.update(clips).set(change).where(eq(clips.id, clipId));
}

export async function deleteClip(db: Database, clipId: string): Promise<void> {
  await db.delete(clips).where(eq(clips.id, clipId));
  await forgetRepliesOf(db, clipId);
}
