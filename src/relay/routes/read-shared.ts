import { ApiError } from '../../contract/error.ts';
import { readShared } from '../../contract/relay/export.ts';
import type * as z from '../../contract/schema.ts';
import type { Parts } from '../parts.ts';
import * as exports from '../store/exports.ts';
import { readAnyProject } from '../store/projects.ts';
import { exportFileAddress, storedFileOf } from '../write/export.ts';
import { showExport } from './read-export.ts';
import { type App, idOf } from './serve.ts';

/** For anyone who has the link: the film and its title, nothing of the person. */
export function serveReadShared(app: App, parts: Parts): void {
  app.route({
    method: readShared.method,
    url: readShared.path,
    schema: { response: { 200: readShared.reply } },
    handler: async (request): Promise<z.output<typeof readShared.reply>> => {
      const found = await exports.readSharedExport(parts.db, idOf(request)('shareId'));
      const file = found && storedFileOf(found.row);
      const project = found && (await readAnyProject(parts.db, found.row.projectId));
      if (found === undefined || file === undefined || project === undefined) throw new ApiError('not_found', 'no such film');
      const { posterUrl } = await showExport(parts, found.row, project);
      const { durationMs, width, height } = file;
      return {
        title: project.title,
        url: exportFileAddress(found.row, found.personId, parts.addresses),
        posterUrl,
        durationMs,
        width,
        height,
      };
    },
  });
}
