import { ApiError } from '../../contract/error.ts';
import { EXPORT_CAPTIONS_PATH } from '../../contract/relay/export.ts';
import { readTimeline } from '../../timeline/read.ts';
import type { Parts } from '../parts.ts';
import * as exports from '../store/exports.ts';
import { readAnyProject } from '../store/projects.ts';
import { CAPTION_TYPES, type CaptionFormat, cuesOf, writeCaptions } from '../write/captions.ts';
import { fileNameOf } from '../write/export.ts';
import { type App, idOf } from './serve.ts';

const isFormat = (format: unknown): format is CaptionFormat => typeof format === 'string' && Object.hasOwn(CAPTION_TYPES, format);

/** The captions of a finished film as a file, by a signed address. */
export function serveExportCaptions(app: App, { db, addresses }: Parts): void {
  app.get(EXPORT_CAPTIONS_PATH, { schema: { hide: true } as object }, async (request, reply) => {
    const { format } = request.params as { format?: string };
    const found = await exports.readExport(db, idOf(request)('exportId'));
    const path = request.url.split('?')[0] ?? '';
    const isGood = found !== undefined && isFormat(format) && addresses.isGood(path, found.personId, request.query as object);
    if (!isGood) throw new ApiError('not_found', 'no such file, or the address is too old');
    const cues = cuesOf(readTimeline(JSON.parse(found.row.draft)));
    if (cues.length === 0) throw new ApiError('not_found', 'the film has no captions');
    const title = (await readAnyProject(db, found.row.projectId))?.title ?? '';
    reply.headers({
      'content-type': `${CAPTION_TYPES[format]}; charset=utf-8`,
      'cache-control': 'private, no-transform, max-age=600',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileNameOf(title, format))}`,
    });
    return reply.send(writeCaptions(cues, format));
  });
}
