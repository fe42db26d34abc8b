import { erasePerson } from '../../contract/relay/sign-in.ts';
import * as exports from '../store/exports.ts';
import * as people from '../store/people.ts';
import * as projects from '../store/projects.ts';
import { listUploads } from '../store/uploads.ts';
import { forgetProject } from '../upstream/forget.ts';
import { removeFiles } from './delete-project.ts';
import { serve } from './serve.ts';
import { forgetBearers } from './signed-in.ts';

export const serveErasePerson = serve(erasePerson, async (parts, { personId }) => {
  const rows = await projects.listProjects(parts.db, personId);
  for (const row of rows) {
    await parts.turns.abandon(row.id);
    for (const upload of await listUploads(parts.db, row.id)) await parts.spool.remove(upload.id);
  }
  await removeFiles(
    parts,
    await exports.listExports(
      parts.db,
      rows.map((row) => row.id),
    ),
  );
  for (const row of rows) await forgetProject(parts, row);
  await people.erasePerson(parts.db, personId);
  parts.tokens.forget(personId);
  forgetBearers(parts);
  return {};
});
