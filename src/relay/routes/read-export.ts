import { type Export, readExport } from '../../contract/relay/export.ts';
import type { Parts } from '../parts.ts';
import * as clips from '../store/clips.ts';
import type { ExportRow } from '../store/exports.ts';
import type { ProjectRow } from '../store/projects.ts';
import { writeClip } from '../write/clip.ts';
import { writeExport } from '../write/export.ts';
import { stillAddress } from '../write/still.ts';
import { ownExport, ownProject } from './own.ts';
import { serve } from './serve.ts';

export const serveReadExport = serve(readExport, async (parts, { personId, id }) => {
  const row = await ownExport(parts, personId, id('exportId'));
  return { export: await showExport(parts, row, await ownProject(parts, personId, row.projectId)) };
});

/** An export with a still of its film, and until there is one with the picture of the project's first clip. */
export async function showExport(parts: Parts, row: ExportRow, project: ProjectRow): Promise<Export> {
  const { personId, title } = project;
  const { addresses, pauses } = parts;
  const posterUrl = (await stillAddress(parts, row, personId)) ?? (await posterOfClips(parts, project));
  return writeExport(row, { personId, addresses, pauses, title, posterUrl });
}

async function posterOfClips({ db, addresses }: Parts, { id, personId }: ProjectRow): Promise<string | undefined> {
  const posters = (await clips.listClips(db, [id])).map((clip) => writeClip(clip, personId, addresses).posterUrl);
  return posters.find((url) => url !== undefined);
}
