import { ApiError } from '../../contract/error.ts';
import type { UpstreamClip } from '../../contract/upstream/clip.ts';
import { readState } from '../../contract/upstream/state.ts';
import type { Parts } from '../parts.ts';
import * as clips from '../store/clips.ts';
import { newId } from '../store/id.ts';
import * as uploads from '../store/uploads.ts';
import { readClipRecord } from '../upstream/clip.ts';
import { UpstreamFailure } from '../upstream/failure.ts';
import type { Pause } from '../upstream/pause.ts';
import { recordClip } from './receive.ts';
import { wireNameOf } from './wrap.ts';

/** A file on its way into a project. `requestKey` names it however often the phone sends it. */
type Wanted = { personId: string; projectId: string; requestKey: string; name: string; sizeBytes: number };
type Taken = { file: UpstreamClip; sizeBytes: number };

/**
 * Gives the upstream a file once and records the clip, also when the answer to it was lost: then the state is read, here or by the same
 * request when it comes again after a kill, and what is there already is not sent a second time.
 */
export async function takeOnce(parts: Parts, wanted: Wanted, send: () => Promise<Taken>): Promise<clips.ClipRow> {
  const { db, clock } = parts;
  const { projectId, requestKey, name, sizeBytes } = wanted;
  const before = await uploads.findPassing(db, { projectId, requestKey });
  const found = before && (await lookForTaken(parts, { ...wanted, sinceMs: before.createdAt }));
  if (before === undefined) await uploads.markPassing(db, { id: newId(), projectId, requestKey, name, sizeBytes, createdAt: clock.now() });
  const taken = found ? { file: found, sizeBytes: found.size ?? sizeBytes } : await sendOrAdopt(parts, wanted, send);
  const row = await recordClip(parts, { ...wanted, ...taken });
  await uploads.unmarkPassing(db, { projectId, requestKey });
  return row;
}

async function sendOrAdopt(parts: Parts, wanted: Wanted, send: () => Promise<Taken>): Promise<Taken> {
  try {
    return await send();
  } catch (cause) {
    if (!isAnswerLost(cause)) {
      await uploads.unmarkPassing(parts.db, wanted);
      throw cause;
    }
    const file = await lookForTaken(parts, { ...wanted, sinceMs: parts.clock.now() });
    if (file !== undefined) return { file, sizeBytes: file.size ?? wanted.sizeBytes };
    throw new ApiError('upload_interrupted', 'the upload broke on the way; send it again', { cause });
  }
}

/** Whether the upstream may have taken what nobody says it has. */
export const isAnswerLost = (error: unknown): boolean => error instanceof UpstreamFailure && error.reached === 'maybe';

type Looked = Pick<Wanted, 'personId' | 'projectId' | 'name' | 'sizeBytes'> & { pause?: Pause };

/** The clip that came of an upload which may have been taken at `sinceMs`: looked for after the wait that the contract gives a broken turn. */
export async function lookForTaken(parts: Parts, looked: Looked & { sinceMs: number }): Promise<UpstreamClip | undefined> {
  const { clock, timings, closing } = parts;
  const waitMs = looked.sinceMs + timings.settleFirstMs - clock.now();
  await clock.wait(Math.min(timings.settleFirstMs, Math.max(0, waitMs)), closing);
  return findUnknown(parts, looked);
}

/**
 * A clip of this name and size that the session has and we do not know. The cloud gives clips no ids: of those with one name, as many as
 * we know are known.
 */
async function findUnknown(parts: Parts, { personId, projectId, name, sizeBytes, pause }: Looked): Promise<UpstreamClip | undefined> {
  const { db, account, sessions } = parts;
  const look = (sessionId: string) => account(personId, pause).ask(readState, { params: { sessionId } });
  const { data } = await sessions.within(projectId, look, { pause });
  const rows = (await clips.listClips(db, [projectId])).filter((row) => !row.lost);
  const known = rows.map((row) => readClipRecord(row.upstream));
  const ids = new Set(known.map(({ id }) => id));
  const wireName = wireNameOf(name);
  const names = [wireName, encodeURIComponent(wireName)];
  const isSame = (clip: UpstreamClip) =>
    names.includes(clip.filename ?? '') && (clip.size === undefined || sizeBytes === 0 || clip.size === sizeBytes);
  const candidates = (data.state.video_infos ?? []).filter((clip) => isSame(clip) && (clip.id === undefined || !ids.has(clip.id)));
  const named = candidates.filter(({ id }) => id !== undefined);
  return named.at(-1) ?? candidates.slice(known.filter(isSame).length).at(-1);
}
