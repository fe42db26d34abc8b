import { ApiError, type ErrorCode } from '../../contract/error.ts';
import type { UpstreamClip } from '../../contract/upstream/clip.ts';
import { START_LIMIT } from '../jobs.ts';
import type { Parts } from '../parts.ts';
import * as clips from '../store/clips.ts';
import * as uploads from '../store/uploads.ts';
import { tell } from '../upstream/failure.ts';
import { singleFlight } from '../upstream/flight.ts';
import { type Pause, pauseOfUpload } from '../upstream/pause.ts';
import { recordClip } from './receive.ts';
import { isAsNamed, SNIFF_BYTES } from './sniff.ts';
import { isAnswerLost, lookForTaken } from './taken.ts';
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
  await refusePoison(parts, upload);
  try {
    const row = await passStored(parts, personId, upload);
    await uploads.changeUpload(db, uploadId, { state: 'done', clipId: row.id });
    await spool.remove(uploadId);
    return row;
  } catch (cause) {
    await uploads.countStart(db, uploadId, -1);
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

/** A file that kills the relay each time it is handed on must not be handed on for ever, however often the phone asks. */
async function refusePoison(parts: Parts, { id, name }: uploads.UploadRow): Promise<void> {
  if ((await uploads.countStart(parts.db, id, 1)) <= START_LIMIT) return;
  await discard(parts, id);
  throw new ApiError('file_broken', 'the relay died of this file again and again', { args: { name } });
}

/** Marked before it is sent: after a kill in between, or when the answer was lost, the state is read before it is sent again. */
async function passStored(parts: Parts, personId: string, upload: uploads.UploadRow): Promise<clips.ClipRow> {
  const { db, clock } = parts;
  const { id, projectId, name, sizeBytes } = upload;
  const pause = parts.pauses.of(pauseOfUpload(id));
  await parts.turns.restore(projectId, pause);
  const stored = { id, personId, projectId, name, sizeBytes, pause };
  const adopted = upload.state === 'passing' ? await lookForTaken(parts, { ...stored, sinceMs: clock.now() }) : undefined;
  await uploads.changeUpload(db, id, { state: 'passing' });
  const file = adopted ?? (await sendStored(parts, stored).catch((error: unknown) => settleLost(parts, stored, error)));
  return recordClip(parts, { projectId, requestKey: `upload-${id}`, name, sizeBytes, file });
}

type Stored = { id: string; personId: string; projectId: string; name: string; sizeBytes: number; pause: Pause };

async function sendStored({ spool, account, upstream, sessions }: Parts, stored: Stored): Promise<UpstreamClip> {
  const { id, personId, projectId, name, sizeBytes, pause } = stored;
  const file = { name, sizeBytes, read: () => spool.read(id) };
  const send = (sessionId: string) =>
    account(personId, pause).retrying(({ token }) => uploadStored((sending) => upstream.send({ ...sending, token }), file, { sessionId }));
  const [taken] = await sessions.within(projectId, send, { pause });
  if (taken === undefined) throw new ApiError('upstream_unavailable', 'the upstream took the file and named none');
  return taken;
}

/** What came of a file whose answer was lost. One that was refused need not be looked for when it is asked for again. */
async function settleLost(parts: Parts, { id, ...looked }: Stored, error: unknown): Promise<UpstreamClip> {
  const isLost = isAnswerLost(error);
  if (!isLost) await uploads.changeUpload(parts.db, id, { state: 'receiving' });
  const found = isLost ? await lookForTaken(parts, { ...looked, sinceMs: parts.clock.now() }) : undefined;
  if (found === undefined) throw error;
  return found;
}
