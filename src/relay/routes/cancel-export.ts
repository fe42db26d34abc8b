import { cancelExport } from '../../contract/relay/export.ts';
import { ownExport, ownProject } from './own.ts';
import { showExport } from './read-export.ts';
import { serve } from './serve.ts';

export const serveCancelExport = serve(cancelExport, async (parts, { personId, id }) => {
  const row = await ownExport(parts, personId, id('exportId'));
  await parts.exports.cancel(row.id);
  return { export: await showExport(parts, await ownExport(parts, personId, row.id), await ownProject(parts, personId, row.projectId)) };
});
