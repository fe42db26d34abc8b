import { ApiError } from '../../../contract/error.ts';
import { type Clip, finishUpload, TUS_PATH } from '../../../contract/relay/clip.ts';
import type { PickedFile } from '../../platform/media.ts';
import { type Signal, wait } from '../../platform/signal.ts';
import { readPart } from '../../platform/upload';
import { waitInSight } from '../../rate-limit.ts';
import { ask, call, isAborted, readFeatures, type Upload } from '../../relay.ts';
import { writeBase64 } from './base64.ts';

/** A smaller file goes in one call: when that breaks, little is lost. */
const PARTS_FROM_BYTES = 20_000_000;

/** Tries without a byte's progress before the row says that it broke. */
const TRIES = 3;
const FIRST_PAUSE_MS = 500;

/** Another call of the same upload still runs at the relay, or its offset is not ours: asking for the offset again settles both. */
const OUT_OF_STEP = new Set([409, 423]);

export const goesInParts = ({ sizeBytes }: PickedFile): boolean => sizeBytes > PARTS_FROM_BYTES;

export type PartedUpload = Upload & {
  projectId: string;
  /** What the relay knows the upload by: the same again, also after the app was killed, goes on where it stopped. */
  fingerprint: string;
};

/** Sends a large file in pieces, each of which may break and be sent again. Errors as `call`. */
export async function sendInParts(upload: PartedUpload): Promise<Clip> {
  const partBytes = readFeatures()?.uploadPartBytes ?? 1_000_000;
  const path = await persist(upload.signal, () => createUpload(upload));
  try {
    let offset = await persist(upload.signal, () => readOffset(path, upload.signal));
    while (offset < upload.file.sizeBytes) {
      const from = offset;
      upload.onProgress(from, upload.file.sizeBytes);
      offset = await persist(upload.signal, (isAgain) => sendPart({ ...upload, path, from, partBytes, isAgain }));
    }
    upload.onProgress(upload.file.sizeBytes, upload.file.sizeBytes);
    return await finish(upload, path);
  } catch (cause) {
    if (isAborted(cause)) void discard(path);
    throw cause;
  }
}

/** Repeats what the network broke. What the relay refused is refused again, so it rises at once. */
async function persist<Value>(signal: Signal, act: (isAgain: boolean) => Promise<Value>): Promise<Value> {
  for (let failures = 0; ; ) {
    try {
      return await act(failures > 0);
    } catch (cause) {
      failures += 1;
      if (isAborted(cause) || cause instanceof ApiError || failures === TRIES) throw cause;
    }
    await wait(FIRST_PAUSE_MS * 2 ** (failures - 1), signal);
  }
}

/** The path of the upload: a new one, or the one the relay knows for this file. */
async function createUpload({ projectId, fingerprint, file, signal }: PartedUpload): Promise<string> {
  const metadata = { projectId, filename: file.name, fingerprint };
  const { headers } = await ask({
    path: TUS_PATH,
    headers: {
      ...TUS_VERSION,
      'upload-length': String(file.sizeBytes),
      'upload-metadata': Object.entries(metadata)
        .map(([name, value]) => `${name} ${writeBase64(value)}`)
        .join(','),
    },
    signal,
  });
  const id = headers.location?.split('/').at(-1);
  if (!id) throw new ApiError('internal', 'the relay named no address for the upload');
  return `${TUS_PATH}/${id}`;
}

async function readOffset(path: string, signal: Signal): Promise<number> {
  return offsetIn(await ask({ path, headers: { ...TUS_VERSION, ...instead('HEAD') }, signal }));
}

type Part = Upload & { path: string; from: number; partBytes: number; isAgain: boolean };

/** Bytes that the relay has after this part; after a break it is asked first, for it may have some of the part or all. */
async function sendPart({ path, file, from, partBytes, isAgain, signal }: Part): Promise<number> {
  const start = isAgain ? await readOffset(path, signal) : from;
  if (start !== from) return start;
  const bytes = await readPart(file, { startByte: from, byteLength: Math.min(partBytes, file.sizeBytes - from) });
  const reply = await ask({
    path,
    headers: {
      ...TUS_VERSION,
      ...instead('PATCH'),
      'upload-offset': String(from),
      'content-type': 'application/offset+octet-stream',
    },
    bytes,
    signal,
    accepts: OUT_OF_STEP,
  });
  return OUT_OF_STEP.has(reply.status) ? readOffset(path, signal) : offsetIn(reply);
}

/** Until the upstream has looked at the file. The relay answers late rather than often. */
async function finish({ projectId, signal }: PartedUpload, path: string): Promise<Clip> {
  const uploadId = path.split('/').at(-1) ?? '';
  for (;;) {
    const { clip, retryInMs } = await persist(signal, () => call(finishUpload, { params: { projectId }, body: { uploadId }, signal }));
    if (clip) return clip;
    if (retryInMs !== undefined) await waitInSight(retryInMs, signal);
  }
}

/** Frees the relay's disk. If this fails the relay sweeps it later. */
const discard = (path: string): Promise<unknown> => ask({ path, headers: { ...TUS_VERSION, ...instead('DELETE') } }).catch(() => undefined);

const TUS_VERSION = { 'tus-resumable': '1.0.0' };

/** `wx.request` has neither PATCH nor a HEAD that gives its headers everywhere. */
const instead = (method: 'HEAD' | 'PATCH' | 'DELETE') => ({ 'x-http-method-override': method });

function offsetIn({ headers }: { headers: Record<string, string> }): number {
  const offset = Number(headers['upload-offset']);
  if (Number.isInteger(offset)) return offset;
  throw new ApiError('internal', 'the relay did not say how much of the upload it has');
}
