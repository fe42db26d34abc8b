import { startExport } from '../../contract/relay/export.ts';
import { ownProject } from './own.ts';
import { showExport } from './read-export.ts';
import { serve } from './serve.ts';

export const serveStartExport = serve(startExport, async (parts, { personId, body, id }) => {
  const project = await ownProject(parts, personId, id('projectId'));
  const { version, ...options } = body;
  const row = await parts.exports.start(project, { version: version ?? project.version, options });
  return { export: await showExport(parts, row, project) };
});
