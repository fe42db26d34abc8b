import type { FastifyRequest } from 'fastify';
import { ApiError } from '../../contract/error.ts';
import { CLIP_LIMIT_BYTES, clipKindOf } from '../../contract/limits.ts';
import { uploadClip } from '../../contract/relay/clip.ts';
import { Text } from '../../contract/relay/text.ts';
import * as z from '../../contract/schema.ts';
import type { UpstreamClip } from '../../contract/upstream/clip.ts';
import type { Parts } from '../parts.ts';
import * as clips from '../store/clips.ts';
import { MultipartWatch, tooLarge } from '../upload/multipart.ts';
import { passOn, recordClip } from '../upload/receive.ts';
import { takeOnce } from '../upload/taken.ts';
import { writeClip } from '../write/clip.ts';
import { ownProject } from './own.ts';
import { serve } from './serve.ts';

const Query = z.object({ name: Text(200).min(1).optional(), size: z.coerce.number().int().min(0).optional() });

/** Boundary, headers and fields around a file. */
const AROUND_BYTES = 64_000;

/** A connection that brings nothing for this long is dead. */
const STALL_MS = 60_000;

/** One file on its way through: refused by name and size before its bytes, by content with the first of them, and never collected. */
export const serveUploadClip = serve(uploadClip, async (parts, { personId, id, requestKey, request }) => {
  const project = await ownProject(parts, personId, id('projectId'));
  const known = requestKey === undefined ? undefined : await clips.readRequestedClip(parts.db, project.id, requestKey);
  if (known !== undefined) {
    request.raw.resume();
    return { clip: writeClip(known, personId, parts.addresses) };
  }
  const { name, size = 0 } = refuseEarly(request);
  await parts.turns.restore(project.id);
  const receiving = { personId, projectId: project.id, name, request };
  const row =
    requestKey === undefined || name === undefined
      ? await recordClip(parts, { ...receiving, ...(await receive(parts, receiving)) })
      : await takeOnce(parts, { ...receiving, requestKey, name, sizeBytes: size }, () => receive(parts, receiving));
  // What was there already is not read from the phone once more.
  request.raw.resume();
  return { clip: writeClip(row, personId, parts.addresses) };
});

function refuseEarly(request: FastifyRequest): z.output<typeof Query> {
  const query = Query.safeParse(request.query).data;
  if (query === undefined) throw new ApiError('bad_request', 'name and size cannot be read');
  const { name, size } = query;
  const length = Number(request.headers['content-length'] ?? 0);
  if (name !== undefined && clipKindOf(name) === undefined)
    throw new ApiError('file_unsupported', 'the name has no accepted type', { args: { name } });
  if ((size ?? 0) > CLIP_LIMIT_BYTES || length > CLIP_LIMIT_BYTES + AROUND_BYTES) throw tooLarge(name ?? '');
  return query;
}

type Receiving = { personId: string; projectId: string; name?: string; request: FastifyRequest };
type Received = { file: UpstreamClip; sizeBytes: number; name: string };

async function receive(parts: Parts, { personId, projectId, name, request }: Receiving): Promise<Received> {
  const boundary = /boundary="?([^";]+)"?/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) throw new ApiError('bad_request', 'an upload is multipart/form-data with a boundary');
  const left = new AbortController();
  const watch = new MultipartWatch(boundary, name);
  const gone = () => left.abort(new ApiError('upload_interrupted', 'the phone left in the middle of the upload'));
  request.raw.once('aborted', gone);
  // The phone is silent while the upstream looks at a file that has arrived.
  request.raw.setTimeout(STALL_MS, () => request.raw.complete || gone());
  watch.on('error', (error) => left.abort(error));
  left.signal.addEventListener('abort', () => watch.destroy(left.signal.reason));
  request.raw.pipe(watch);
  try {
    const length = lengthOf(request, await watch.growth);
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, ...length };
    const file = await passOn(parts, { personId, projectId, headers, body: watch, signal: left.signal });
    return { file, sizeBytes: watch.sizeBytes, name: watch.fileName ?? 'clip' };
  } finally {
    request.raw.off('aborted', gone);
    request.raw.setTimeout(0);
    request.raw.unpipe(watch);
    request.raw.resume();
  }
}

/** Known beforehand where the phone says it: cheaper to send than chunks, and taken by every upstream. */
function lengthOf(request: FastifyRequest, growth: number): { 'content-length'?: string } {
  const given = request.headers['content-length'];
  return given === undefined ? {} : { 'content-length': String(Number(given) + growth) };
}
