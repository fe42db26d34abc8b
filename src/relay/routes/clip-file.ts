import type { Dispatcher } from 'undici';
import { ApiError } from '../../contract/error.ts';
import { UPSTREAM_CODE } from '../../contract/upstream/envelope.ts';
import type { Parts } from '../parts.ts';
import * as clips from '../store/clips.ts';
import { UpstreamFailure } from '../upstream/failure.ts';
import { CLIP_FILE_PATH, CLIP_FILES, type ClipFile, clipFileAddress } from '../write/clip.ts';
import { type App, idOf } from './serve.ts';

const isFile = (name: unknown): name is ClipFile => typeof name === 'string' && Object.hasOwn(CLIP_FILES, name);

const PASSED_ON = ['range', 'if-range', 'if-none-match', 'if-modified-since'];
const PASSED_BACK = ['content-type', 'content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified'];

/** Small copies of a clip, passed on from where the upstream keeps them, ranges included. */
export function serveClipFile(app: App, parts: Parts): void {
  app.get(CLIP_FILE_PATH, { schema: { hide: true } as object }, async (request, reply) => {
    const { file } = request.params as { file?: string };
    const found = isFile(file) ? await clips.readClip(parts.db, idOf(request)('clipId')) : undefined;
    const path = request.url.split('?')[0] ?? '';
    const address = found && isFile(file) ? clipFileAddress(found.clip, file) : undefined;
    if (found === undefined || address === undefined || !parts.addresses.isGood(path, found.personId, request.query as object)) {
      throw new ApiError('not_found', 'no such picture, or the address is too old');
    }
    const headers = Object.fromEntries(
      PASSED_ON.flatMap((name) => (typeof request.headers[name] === 'string' ? [[name, request.headers[name]]] : [])),
    );
    const response = await parts
      .account(found.personId)
      .send({ method: 'GET', path: address, purpose: 'file', headers, signal: request.signal });
    await refuseFailure(response);
    for (const name of PASSED_BACK) {
      const value = response.headers[name];
      if (value !== undefined) reply.header(name, value);
    }
    return reply.code(response.statusCode).header('cache-control', 'private, no-transform, max-age=600').send(response.body);
  });
}

async function refuseFailure({ statusCode, body }: Dispatcher.ResponseData): Promise<void> {
  if (statusCode < 400 || statusCode === 416) return;
  await body.dump();
  const message = `the upstream answered ${statusCode} to a picture of a clip`;
  if (statusCode === UPSTREAM_CODE.rateLimited) throw new UpstreamFailure(statusCode, 'answered', { message });
  throw new ApiError(statusCode < 500 ? 'not_found' : 'upstream_unavailable', message);
}
