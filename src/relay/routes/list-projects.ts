import { listProjects } from '../../contract/relay/project.ts';
import * as clips from '../store/clips.ts';
import * as exports from '../store/exports.ts';
import * as projects from '../store/projects.ts';
import * as turns from '../store/turns.ts';
import * as versions from '../store/versions.ts';
import { writeProject } from '../write/project.ts';
import { serve } from './serve.ts';

export const serveListProjects = serve(listProjects, async (parts, { personId }) => {
  const { db } = parts;
  const rows = await projects.listProjects(db, personId);
  const ids = rows.map((row) => row.id);
  const [clipRows, exportRows, open, lengths] = await Promise.all([
    clips.listClips(db, ids),
    exports.listExports(db, ids),
    turns.listOpenTurnsOf(db, ids),
    versions.shownLengths(db, ids),
  ]);
  const of = <Row extends { projectId: string }>(found: Row[], id: string) => found.filter((row) => row.projectId === id);
  return {
    projects: await Promise.all(
      rows.map((row) =>
        writeProject(parts, row, {
          clips: of(clipRows, row.id),
          exports: of(exportRows, row.id),
          openTurns: of(open, row.id).length,
          durationMs: lengths.get(row.id) ?? 0,
        }),
      ),
    ),
  };
});
