import { ApiError, type ErrorCode } from '../../contract/error.ts';
import type { UpstreamClip } from '../../contract/upstream/clip.ts';
import { readState } from '../../contract/upstream/state.ts';
import type { Parts } from '../parts.ts';
import * as clips from '../store/clips.ts';
import * as uploads from '../store/uploads.ts';
import { tell } from '../upstream/failure.ts';
import { singleFlight } from '../upstream/flight.ts';
import { recordClip } from './receive.ts';
import { isAsNamed, SNIFF_BYTES } from './sniff.ts';
import { uploadStored } from './wrap.ts';

const flight = singleFlight<clips.ClipRow>();

/** Gives the upstream a file that has arrived whole, once however often it is asked, and records the clip. */
export function finishUpload(parts: Parts, personId: string, uploadId: string): Promise<clips.ClipRow> {
  return flight(uploadId, () => pass(parts, personId, uploadId));
}

async function pass(parts: Parts, personId: string, uploadId: string): Promise<clips.ClipRow> {
  const { db, spool } = parts;
  const found = await uploads.readUpload(db, uploadId);
  if (found === undefined || found.personId !== personId) throw new ApiError('not_found', 'no such upload');
  const { upload } = found;
  const done = upload.clipId === null ? undefined : await clips.readClip(db, upload.clipId);
  if (done !== undefined) return done.clip;
  if ((await spool.length(uploadId)) !== upload.sizeBytes) throw new ApiError('conflict', 'the upload is not whole yet');
  await refuseWrongContent(parts, upload);
  try {
    const row = await passStored(parts, personId, upload);
    await uploads.changeUpload(db, uploadId, { state: 'done', clipId: row.id });
    await spool.remove(uploadId);
    return row;
  } catch (cause) {
    const error = tell(cause);
    if (error instanceof ApiError && LASTING.has(error.code)) await discard(parts, uploadId);
    throw error;
  }
}

/** Refusals that the same bytes would meet again. */
const LASTING = new Set<ErrorCode>(['file_unsupported', 'file_too_large', 'file_broken']);

async function discard({ db, spool }: Parts, uploadId: string): Promise<void> {
  await spool.remove(uploadId);
  await uploads.deleteUpload(db, uploadId);
}

async function refuseWrongContent(parts: Parts, { id, name }: uploads.UploadRow): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of parts.spool.read(id, SNIFF_BYTES - 1)) pieces.push(piece as Buffer);
  if (isAsNamed(Buffer.concat(pieces), name)) return;
  await discard(parts, id);
  throw new ApiError('file_unsupported', 'the content is not of an accepted type', { args: { name } });
}

/** Marked before it is sent: after a kill in between, a clip of this name that we do not know yet is this one. */
async function passStored(parts: Parts, personId: string, upload: uploads.UploadRow): Promise<clips.ClipRow> {
  const { db, spool, account, upstream, sessions } = parts;
  const me = account(personId);
  await parts.turns.restore(upload.projectId);
  const adopted = upload.state === 'passing' ? await findUnknown(parts, personId, upload) : undefined;
  await uploads.changeUpload(db, upload.id, { state: 'passing' });
  const file = { name: upload.name, sizeBytes: upload.sizeBytes, read: () => spool.read(upload.id) };
  const send = (sessionId: string) =>
    me.retrying(({ token }) => uploadStored((sending) => upstream.send({ ...sending, token }), file, { sessionId }));
  const taken = adopted ?? (await sessions.within(upload.projectId, send))[0];
  if (taken === undefined) throw new ApiError('upstream_unavailable', 'the upstream took the file and named none');
  return recordClip(parts, {
    projectId: upload.projectId,
    requestKey: `upload-${upload.id}`,
    name: upload.name,
    sizeBytes: upload.sizeBytes,
    file: taken,
  });
}

async function findUnknown(
  { db, account, sessions }: Parts,
  personId: string,
  upload: uploads.UploadRow,
): Promise<UpstreamClip | undefined> {
  const known = new Set((await clips.listClips(db, [upload.projectId])).map((clip) => clip.draftName));
  const { data } = await sessions.within(upload.projectId, (sessionId) => account(personId).ask(readState, { params: { sessionId } }));
  return (data.state.video_infos ?? []).find((clip) => clip.filename === upload.name && !known.has(clip.id ?? clip.filename));
}
