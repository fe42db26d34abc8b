import { deleteProject } from '../../contract/relay/project.ts';
import type { Parts } from '../parts.ts';
import * as exports from '../store/exports.ts';
import * as projects from '../store/projects.ts';
import { listUploads } from '../store/uploads.ts';
import { forgetProject } from '../upstream/forget.ts';
import { ownProject } from './own.ts';
import { serve } from './serve.ts';

export const serveDeleteProject = serve(deleteProject, async (parts, { personId, id }) => {
  const project = await ownProject(parts, personId, id('projectId'));
  await parts.turns.abandon(project.id);
  await removeFiles(parts, await exports.listExports(parts.db, [project.id]));
  for (const upload of await listUploads(parts.db, project.id)) await parts.spool.remove(upload.id);
  await forgetProject(parts, project);
  await projects.deleteProject(parts.db, project.id);
  return {};
});

/** Files go before the rows that know them: a deletion that breaks in the middle can be asked for again. */
export async function removeFiles(parts: Parts, rows: readonly exports.ExportRow[]): Promise<void> {
  parts.exports.abandon(rows.map((row) => row.id));
  await Promise.all(rows.map((row) => parts.exports.ended(row.id)));
  for (const row of rows) await parts.objects.remove(`exports/${row.id}/`);
}
