import { readProject } from '../../contract/relay/project.ts';
import { writeDetail } from '../write/project.ts';
import { ownProject } from './own.ts';
import { serve } from './serve.ts';

export const serveReadProject = serve(readProject, async (parts, { personId, id }) =>
  writeDetail(parts, await ownProject(parts, personId, id('projectId'))),
);
