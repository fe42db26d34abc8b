import { ApiError } from '../../contract/error.ts';
import { EXPORT_POSTER_PATH } from '../../contract/relay/export.ts';
import { posterKeyOf } from '../export/produce.ts';
import type { Parts } from '../parts.ts';
import * as exports from '../store/exports.ts';
import { type App, idOf } from './serve.ts';

/** The still of a finished film, by a signed address. */
export function serveExportPoster(app: App, { db, addresses, objects }: Parts): void {
  app.get(EXPORT_POSTER_PATH, { schema: { hide: true } as object }, async (request, reply) => {
    const found = await exports.readExport(db, idOf(request)('exportId'));
    const path = request.url.split('?')[0] ?? '';
    const isGood = found !== undefined && addresses.isGood(path, found.personId, request.query as object);
    const size = isGood ? await objects.size(posterKeyOf(found.row.id)) : undefined;
    if (!isGood || size === undefined) throw new ApiError('not_found', 'no such picture, or the address is too old');
    reply.headers({ 'content-type': 'image/jpeg', 'content-length': size, 'cache-control': 'private, no-transform, max-age=600' });
    return reply.send(objects.read(posterKeyOf(found.row.id)));
  });
}
