import { type Export, readExport } from '../../contract/relay/export.ts';
import type { Parts } from '../parts.ts';
import * as clips from '../store/clips.ts';
import type { ExportRow } from '../store/exports.ts';
import type { ProjectRow } from '../store/projects.ts';
import { writeClip } from '../write/clip.ts';
import { writeExport } from '../write/export.ts';
import { ownExport, ownProject } from './own.ts';
import { serve } from './serve.ts';

export const serveReadExport = serve(readExport, async (parts, { personId, id }) => {
  const row = await ownExport(parts, personId, id('exportId'));
  return { export: await showExport(parts, row, await ownProject(parts, personId, row.projectId)) };
});

/** An export with the picture of the project's first clip. */
export async function showExport({ db, addresses }: Parts, row: ExportRow, project: ProjectRow): Promise<Export> {
  const posters = (await clips.listClips(db, [project.id])).map((clip) => writeClip(clip, project.personId, addresses).posterUrl);
  return writeExport(row, {
    personId: project.personId,
    addresses,
    title: project.title,
    posterUrl: posters.find((url) => url !== undefined),
  });
}
