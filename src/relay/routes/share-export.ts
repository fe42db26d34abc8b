import { ApiError } from '../../contract/error.ts';
import { shareExport } from '../../contract/relay/export.ts';
import * as exports from '../store/exports.ts';
import { newId } from '../store/id.ts';
import { ownExport } from './own.ts';
import { serve } from './serve.ts';

export const serveShareExport = serve(shareExport, async (parts, { personId, id }) => {
  const row = await ownExport(parts, personId, id('exportId'));
  if (row.state !== 'done') throw new ApiError('conflict', 'only a finished export can be shared');
  const shareId = row.shareId ?? newId();
  if (row.shareId === null) await exports.changeExport(parts.db, row.id, { shareId });
  return { shareId };
});
