import { ApiError } from '../../contract/error.ts';
import type { Parts } from '../parts.ts';
import * as clips from '../store/clips.ts';
import * as exports from '../store/exports.ts';
import * as projects from '../store/projects.ts';
import * as turns from '../store/turns.ts';

/*
 * What a person may touch. Something of somebody else answers exactly as something that does not exist: nobody learns which ids there are.
 */

export async function ownProject({ db }: Parts, personId: string, projectId: string): Promise<projects.ProjectRow> {
  const project = await projects.readProject(db, personId, projectId);
  if (project === undefined) throw new ApiError('not_found', 'no such project');
  return project;
}

export async function ownClip({ db }: Parts, personId: string, clipId: string): Promise<clips.ClipRow> {
  const found = await clips.readClip(db, clipId);
  if (found === undefined || found.personId !== personId) throw new ApiError('not_found', 'no such clip');
  return found.clip;
}

export async function ownTurn({ db }: Parts, personId: string, turnId: string): Promise<turns.TurnRow> {
  const found = await turns.readTurn(db, turnId);
  if (found === undefined || found.personId !== personId) throw new ApiError('not_found', 'no such turn');
  return found.turn;
}

export async function ownExport({ db }: Parts, personId: string, exportId: string): Promise<exports.ExportRow> {
  const found = await exports.readExport(db, exportId);
  if (found === undefined || found.personId !== personId) throw new ApiError('not_found', 'no such export');
  return found.row;
}
