import type { FastifyRequest } from 'fastify';
import { ApiError } from '../../contract/error.ts';
import { PICK_LIMIT } from '../../contract/limits.ts';
import { CLIP_ID_HEADER, ClipId, uploadClips } from '../../contract/upstream/clip.ts';
import { withUploads } from '../jobs/message.ts';
import type { EngineParts, Route } from '../parts.ts';
import { type ProbedClip, probeClip } from '../probe.ts';
import type { ClipRecord } from '../store/clips.ts';
import type { IncomingFile } from '../store/incoming.ts';
import type { Session } from '../store/sessions.ts';
import { receiveMultipart } from '../upload/multipart.ts';
import { admit } from '../wire/access.ts';
import { readBody, writeReply } from '../wire/envelope.ts';
import { originOf, writeClip } from '../wire/files.ts';

type Kept = { name: string; record: ClipRecord };

/** All of a request's files or none: they are whole on disk and read by ffmpeg before the session hears of the first. */
export const uploadClipsRoute: Route = (app, parts) => {
  app.post<{ Params: { sessionId: string } }>(uploadClips.path, async (request) => {
    const caller = admit(parts.clients, request);
    const { id } = await parts.sessions.find(caller.userId, request.params.sessionId);
    const gone = new AbortController();
    request.raw.once('close', () => request.raw.complete || gone.abort(new ApiError('upload_interrupted', 'the client has gone')));
    const files = await probeFiles(parts, await receive(parts, request, gone.signal), gone.signal);
    const wantedId = ClipId.safeParse(request.headers[CLIP_ID_HEADER.toLowerCase()]).data;
    const { kept, session } = await parts.clips.naming(() => keepFiles(parts, { sessionId: id, files, wantedId }));
    for (const { record } of kept) parts.copies.add(record);
    return writeReply({ files: writeFiles(parts, session, { kept, origin: originOf(request) }), session_state_applied: true });
  });
};

async function receive({ incoming, fetcher }: EngineParts, request: FastifyRequest, signal: AbortSignal): Promise<IncomingFile[]> {
  if (request.headers['content-type']?.startsWith('multipart/')) return receiveMultipart(request.raw, incoming, signal);
  const { urls } = readBody(uploadClips.body, request.body);
  if (urls.length === 0 || urls.length > PICK_LIMIT) throw new ApiError('bad_request', `1 to ${PICK_LIMIT} addresses at once`);
  const files: IncomingFile[] = [];
  try {
    for (const url of urls) files.push(await fetcher.receive(url, signal));
    return files;
  } catch (cause) {
    await incoming.discard(files);
    throw cause;
  }
}

type Probed = { file: IncomingFile; facts: ProbedClip };

async function probeFiles({ incoming, runner }: EngineParts, files: IncomingFile[], signal: AbortSignal): Promise<Probed[]> {
  try {
    const probed: Probed[] = [];
    for (const file of files) probed.push({ file, facts: await probeClip(runner, file, signal) });
    return probed;
  } catch (cause) {
    await incoming.discard(files);
    throw cause;
  }
}

type Keeping = { sessionId: string; files: Probed[]; wantedId: string | undefined };

async function keepFiles(parts: EngineParts, { sessionId, files, wantedId }: Keeping): Promise<{ kept: Kept[]; session: Session }> {
  const { clips, incoming, sessions } = parts;
  try {
    const kept: Kept[] = [];
    for (const { file, facts } of files) kept.push({ name: file.name, record: await clips.adopt(file, facts) });
    const wanted = kept.length === 1 && wantedId !== undefined ? { wantedId } : {};
    const uploads = kept.map(({ name, record }) => ({ name, hash: record.hash, ...wanted }));
    return { kept, session: await sessions.update(sessionId, (current) => withUploads(current, uploads, clips)) };
  } catch (cause) {
    await incoming.discard(files.map(({ file }) => file));
    throw cause;
  }
}

/** The new clips are the last ones of the session's at most; another upload may have come behind them. */
function writeFiles({ copies }: EngineParts, session: Session, { kept, origin }: { kept: Kept[]; origin: string }) {
  const names = [...session.clips].reverse();
  const found = [...kept].reverse().flatMap(({ name, record }) => {
    const index = names.findIndex((clip) => clip.hash === record.hash && clip.name === name);
    const [clip] = names.splice(index, 1);
    return clip ? [writeClip({ clip, record, copies, origin })] : [];
  });
  return found.reverse();
}
