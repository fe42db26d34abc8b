import { isSameDraft } from '../../timeline/diff.ts';
import { readTimeline } from '../../timeline/read.ts';
import type { Database } from '../store/database.ts';
import type { ProjectRow } from '../store/projects.ts';
import * as versions from '../store/versions.ts';

/** Version 0: a project in which nothing has been done. */
export const EMPTY_DRAFT = '{"d":0,"m":{"title":"project","width":1080,"height":1920},"t":[]}';

/** The draft of a version, as text. */
export const draftOf = async (db: Database, projectId: string, version: number): Promise<string> =>
  version === 0 ? EMPTY_DRAFT : ((await versions.readDraft(db, projectId, version)) ?? EMPTY_DRAFT);

type Kept = { version: number; isNew: boolean };

/** Stores what the upstream has now. Equal to the version shown, nothing is stored. */
export async function keepDraft(db: Database, project: ProjectRow, fresh: { draft: string; turnId?: string; at: number }): Promise<Kept> {
  const shown = await draftOf(db, project.id, project.version);
  const parsed: unknown = JSON.parse(fresh.draft);
  if (isSameDraft(JSON.parse(shown), parsed)) return { version: project.version, isNew: false };
  const durationMs = readTimeline(parsed).durationMs;
  if (fresh.turnId === undefined && (await isUntouched(db, project))) {
    await versions.replaceDraft(db, { projectId: project.id, version: project.version, draft: fresh.draft, durationMs });
    return { version: project.version, isNew: false };
  }
  const version = await versions.addVersion(db, { ...fresh, projectId: project.id, parent: project.version, durationMs });
  return { version, isNew: true };
}

/** Only uploads so far: another one changes version 1 instead of adding one, as there is nothing to undo. */
async function isUntouched(db: Database, project: ProjectRow): Promise<boolean> {
  if (project.version !== 1) return false;
  const heads = await versions.listVersions(db, project.id);
  return heads.length === 1 && heads[0]?.turnId === null;
}
