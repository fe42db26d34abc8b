import { createProject } from '../../contract/relay/project.ts';
import * as projects from '../store/projects.ts';
import { writeProject } from '../write/project.ts';
import { serve } from './serve.ts';

export const serveCreateProject = serve(createProject, async (parts, { personId, body, requestKey }) => {
  const row = await projects.createProject(parts.db, { ...body, personId, requestKey, at: parts.clock.now() });
  return { project: await writeProject(parts, row, { clips: [], exports: [], openTurns: 0, durationMs: 0 }) };
});
