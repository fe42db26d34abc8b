import type { FastifyReply } from 'fastify';
import { ApiError } from '../../contract/error.ts';
import type { EngineParts, Route } from '../parts.ts';
import { type ClipRecord, COPIES, type Copy, copyNames } from '../store/clips.ts';
import { CLIP_FILE_PATH, EXPORT_FILE_PATH, readExportName } from '../wire/files.ts';
import { sendFile } from '../wire/send-file.ts';

/** How long an address of a copy that is still being made waits for it, ms. Source: ours; well under the 15 s of common clients. */
export const COPY_WAIT_MS = 8_000;

/** Seconds after which to ask again. */
const RETRY_AFTER_S = 2;

const notFound = (): ApiError => new ApiError('not_found', 'there is no such file');

/**
 * Clips, their copies and finished exports, with Range. A copy that is being made is waited for: a poster is there within a second, so one
 * request shows it. One that takes longer than `COPY_WAIT_MS` answers 503 with `Retry-After`; one that never will be there, 404.
 */
export const readFileRoute: Route = (app, parts) => {
  app.get<{ Params: { name: string } }>(EXPORT_FILE_PATH, async (request, reply) => {
    const named = readExportName(request.params.name);
    const render = named && parts.renders.find(named.id);
    if (named === undefined || render?.status !== 'completed' || render.key !== named.key) throw notFound();
    const { pathOf, posterPathOf } = parts.renders;
    return sendFile(reply, (named.kind === 'jpg' ? posterPathOf : pathOf)(render.id));
  });
  app.get<{ Params: { hash: string; name: string } }>(CLIP_FILE_PATH, async (request, reply) => {
    const clip = await parts.clips.find(request.params.hash);
    if (!clip) throw notFound();
    if (request.params.name === clip.fileName) return sendFile(reply, parts.clips.pathOf(clip));
    const copy = copyNames.find((name) => COPIES[name] === request.params.name);
    if (!copy) throw notFound();
    return sendCopy(parts, reply, { clip, copy });
  });
};

async function sendCopy(
  { copies, clips }: EngineParts,
  reply: FastifyReply,
  { clip, copy }: { clip: ClipRecord; copy: Copy },
): Promise<FastifyReply> {
  const state = await copies.wait(clip, copy, COPY_WAIT_MS);
  if (state === 'made') return sendFile(reply, clips.copyPath(clip.hash, copy));
  if (state === 'never') throw notFound();
  reply.header('retry-after', RETRY_AFTER_S);
  throw new ApiError('upstream_unavailable', `the ${copy} is still being made`);
}
