import { renameProject } from '../../contract/relay/project.ts';
import * as projects from '../store/projects.ts';
import { writeDetail } from '../write/project.ts';
import { ownProject } from './own.ts';
import { serve } from './serve.ts';

export const serveRenameProject = serve(renameProject, async (parts, { personId, body, id }) => {
  const project = await ownProject(parts, personId, id('projectId'));
  await projects.changeProject(parts.db, project.id, { title: body.title, updatedAt: parts.clock.now() });
  return { project: (await writeDetail(parts, await ownProject(parts, personId, project.id))).project };
});
