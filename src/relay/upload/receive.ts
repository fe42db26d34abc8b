import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { fillPath } from '../../contract/endpoint.ts';
import { ApiError } from '../../contract/error.ts';
import { clipKindOf } from '../../contract/limits.ts';
import { type UpstreamClip, uploadClips } from '../../contract/upstream/clip.ts';
import { readState } from '../../contract/upstream/state.ts';
import type { Parts } from '../parts.ts';
import * as clips from '../store/clips.ts';
import { readAnswer } from '../upstream/client.ts';
import { draftNameOf } from '../upstream/clip.ts';
import { isSessionLost, isTokenStale, UpstreamFailure } from '../upstream/failure.ts';

type Sent = { personId: string; projectId: string; headers: Record<string, string>; body: Readable; signal: AbortSignal };

/**
 * Streams a multipart body to the project's session. A stream cannot be sent twice: what a fresh start would cure is told as interrupted.
 * When all of it has left and only the answer is missing, the failure says so (`maybe`).
 */
export async function passOn(parts: Parts, sent: Sent): Promise<UpstreamClip> {
  const sessionId = await parts.sessions.of(sent.projectId);
  let file: UpstreamClip | undefined;
  try {
    const response = await parts.account(sent.personId).send({
      method: 'POST',
      path: fillPath(uploadClips.path, { sessionId }),
      purpose: 'upload',
      headers: sent.headers,
      body: sent.body,
      signal: sent.signal,
    });
    [file] = (await readUpload(parts, sent, response)).files;
  } catch (cause) {
    const [own] = [cause, sent.body.errored].filter((error) => error instanceof ApiError);
    if (own !== undefined) throw own;
    const isAnswered = cause instanceof UpstreamFailure && cause.reached === 'answered';
    if (isAnswered || sent.body.readableEnded) throw cause;
    throw new ApiError('upload_interrupted', 'the upload broke on the way; send it again', { cause });
  }
  if (file === undefined) throw new ApiError('upstream_unavailable', 'the upstream took the file and named none');
  return file;
}

/** A token or session that turns out to be stale is replaced now, so that the next try goes through. */
async function readUpload(parts: Parts, sent: Sent, response: Dispatcher.ResponseData) {
  try {
    return (await readAnswer(uploadClips.reply, response)).data;
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error;
    if (!isTokenStale(error) && isSessionLost(error) === 'no') throw error;
    await parts.sessions.within(sent.projectId, (sessionId) => parts.account(sent.personId).ask(readState, { params: { sessionId } }));
    throw new ApiError('upload_interrupted', 'the upload met a stale session; send it again', { cause: error });
  }
}

type Recorded = { projectId: string; requestKey?: string; name: string; sizeBytes: number; file: UpstreamClip };

/** Stores what the upstream now has as a clip of the project, and the draft as it became. */
export async function recordClip(parts: Parts, { projectId, requestKey, name, sizeBytes, file }: Recorded): Promise<clips.ClipRow> {
  const row = await clips.createClip(parts.db, {
    projectId,
    requestKey: requestKey ?? null,
    draftName: draftNameOf(file, name),
    name,
    kind: clipKindOf(name) ?? 'video',
    sizeBytes: file.size ?? sizeBytes,
    durationMs: Math.round((file.duration ?? 0) * 1000),
    width: file.width ?? null,
    height: file.height ?? null,
    upstream: JSON.stringify(file),
    createdAt: parts.clock.now(),
  });
  await parts.turns.sync(projectId);
  return row;
}
