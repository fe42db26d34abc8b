import { ApiError } from '../../contract/error.ts';
import { EXPORT_FILE_PATH } from '../../contract/relay/export.ts';
import type { Parts } from '../parts.ts';
import * as exports from '../store/exports.ts';
import { readAnyProject } from '../store/projects.ts';
import { fileNameOf } from '../write/export.ts';
import { readRange } from './range.ts';
import { type App, idOf } from './serve.ts';

/** The finished file, by a signed address: whole or a range of it, with an ETag that changes never, as a newer file has a newer key. */
export function serveExportFile(app: App, parts: Parts): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: EXPORT_FILE_PATH,
    schema: { hide: true } as object,
    handler: async (request, reply) => {
      const found = await exports.readExport(parts.db, idOf(request)('exportId'));
      const path = request.url.split('?')[0] ?? '';
      if (found === undefined || !parts.addresses.isGood(path, found.personId, request.query as object))
        throw new ApiError('not_found', 'no such file, or the address is too old');
      const key = found.row.objectKey;
      const size = key === null ? undefined : await parts.objects.size(key);
      if (key === null || size === undefined) throw new ApiError('not_found', 'the file was deleted');
      const etag = `"${found.row.id}-${size}"`;
      const title = (await readAnyProject(parts.db, found.row.projectId))?.title ?? '';
      reply.headers({
        etag,
        'accept-ranges': 'bytes',
        'content-type': 'video/mp4',
        'cache-control': 'private, no-transform, max-age=600',
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(fileNameOf(title))}`,
      });
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      const range = readRange(request.headers, { size, etag });
      if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send();
      const { from, to } = range ?? { from: 0, to: size - 1 };
      reply.header('content-length', to - from + 1);
      if (range !== undefined) reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`);
      return request.method === 'HEAD' ? reply.send() : reply.send(parts.objects.read(key, { from, to }));
    },
  });
}
