import { ApiError } from '../../contract/error.ts';
import { moveToVersion } from '../../contract/relay/project.ts';
import * as projects from '../store/projects.ts';
import * as turns from '../store/turns.ts';
import * as versions from '../store/versions.ts';
import { isVersion } from '../version/line.ts';
import { writeDetail } from '../write/project.ts';
import { ownProject } from './own.ts';
import { serve } from './serve.ts';

/** Moves only what is shown: preview and export use that draft, and the next edit first restores it upstream. */
export const serveMoveToVersion = serve(moveToVersion, async (parts, { personId, body, id }) => {
  const project = await ownProject(parts, personId, id('projectId'));
  const open = await turns.listOpenTurnsOf(parts.db, [project.id]);
  if (open.length > 0) throw new ApiError('busy', 'a turn of this project is running');
  if (!isVersion(await versions.listVersions(parts.db, project.id), body.version)) throw new ApiError('not_found', 'no such version');
  await projects.changeProject(parts.db, project.id, { version: body.version, updatedAt: parts.clock.now() });
  return writeDetail(parts, await ownProject(parts, personId, project.id));
});
