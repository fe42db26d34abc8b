import { and, eq, lt, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { projects, uploads } from './schema.ts';

export type UploadRow = typeof uploads.$inferSelect;
type NewUpload = Pick<UploadRow, 'id' | 'projectId' | 'name' | 'sizeBytes' | 'fingerprint' | 'createdAt'>;

export async function createUpload(db: Database, wanted: NewUpload): Promise<void> {
  await db
    .insert(uploads)
    .values({ ...wanted, state: 'receiving' })
    .onConflictDoNothing();
}

/** An upload and whose it is. */
export async function readUpload(db: Database, uploadId: string): Promise<{ upload: UploadRow; personId: string } | undefined> {
  const [found] = await db
    .select({ upload: uploads, personId: projects.personId })
    .from(uploads)
    .innerJoin(projects, eq(projects.id, uploads.projectId))
    .where(eq(uploads.id, uploadId));
  return found;
}

/** An upload of the same file to the same project, to go on with. */
export async function findUpload(
  db: Database,
  same: { projectId: string; fingerprint: string; sizeBytes: number },
): Promise<UploadRow | undefined> {
  const [row] = await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.projectId, same.projectId), eq(uploads.fingerprint, same.fingerprint), eq(uploads.sizeBytes, same.sizeBytes)));
  return row;
}

export async function changeUpload(
  db: Database,
  uploadId: string,
  change: Partial<Pick<UploadRow, 'state' | 'clipId' | 'error'>>,
): Promise<void> {
  await db.update(uploads).set(change).where(eq(uploads.id, uploadId));
}

export const listUploads = (db: Database, projectId: string): Promise<UploadRow[]> =>
  db.select().from(uploads).where(eq(uploads.projectId, projectId));

export const listOldUploads = (db: Database, before: number): Promise<UploadRow[]> =>
  db.select().from(uploads).where(lt(uploads.createdAt, before));

export async function deleteUpload(db: Database, uploadId: string): Promise<void> {
  await db.delete(uploads).where(eq(uploads.id, uploadId));
}

/** A file that is passed through whole leaves a mark while its answer is out: the same request, when it comes again, looks before it sends. */
type Passing = { projectId: string; requestKey: string };

const PASSING = 'passed_through';

const passingOf = ({ projectId, requestKey }: Passing) =>
  and(eq(uploads.projectId, projectId), eq(uploads.fingerprint, `key ${requestKey}`), eq(uploads.state, PASSING));

export async function findPassing(db: Database, passing: Passing): Promise<UploadRow | undefined> {
  const [row] = await db.select().from(uploads).where(passingOf(passing));
  return row;
}

export async function markPassing(db: Database, wanted: Passing & Omit<NewUpload, 'fingerprint'>): Promise<void> {
  const { requestKey, ...row } = wanted;
  await db.insert(uploads).values({ ...row, fingerprint: `key ${requestKey}`, state: PASSING });
}

export async function unmarkPassing(db: Database, passing: Passing): Promise<void> {
  await db.delete(uploads).where(passingOf(passing));
}

/** Changes the count of starts, and says it. */
export async function countStart(db: Database, uploadId: string, by: number): Promise<number> {
  const [row] = await db
    .update(uploads)
    .set({ starts: sql`${uploads.starts} + ${by}` })
    .where(eq(uploads.id, uploadId))
    .returning({ starts: uploads.starts });
  return row?.starts ?? 0;
}
