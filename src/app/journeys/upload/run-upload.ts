import { type Clip, uploadClip } from '../../../contract/relay/clip.ts';
import { drawThumbnail, type PickedFile } from '../../platform/media';
import { keepScreenOn, listenForReturn } from '../../platform/page';
import { type Abort, createAbort } from '../../platform/signal.ts';
import { isFileThere } from '../../platform/upload';
import { callWithFile, createKey, failureOf, isAborted, type Upload } from '../../relay.ts';
import { createStores } from '../../store.ts';
import { goesInParts, sendInParts } from './parts.ts';
import { keepUnfinished, readKept } from './unfinished.ts';
import {
  isUploading,
  nextUpload,
  noUploads,
  type Row,
  readArrived,
  readNextRow,
  readUnfinished,
  type UploadEvent,
  type UploadState,
} from './upload.ts';

/** Rows are drawn at most this often while bytes go out. */
const PROGRESS_STEP_MS = 200;

export const uploadStore = createStores<UploadState>(() => noUploads);

const sending = new Map<string, Abort>();
/** Times the app came back to the front. */
let returns = 0;

function tell(projectId: string, event: UploadEvent): void {
  const store = uploadStore(projectId);
  const next = nextUpload(store.read(), event);
  store.write(next);
  // Progress changes nothing that must be found again.
  if (event.type !== 'progressed') keepUnfinished(projectId, readUnfinished(next));
}

const restored = new Set<string>();

/** Finds what a killed app was sending. Done once per run: from then on the rows are here. */
export async function restoreUploads(projectId: string): Promise<void> {
  if (restored.has(projectId)) return;
  restored.add(projectId);
  const known = uploadStore(projectId).read().rows;
  const kept = readKept(projectId).filter(({ key }) => known.every((row) => row.key !== key));
  if (kept.length === 0) return;
  const rows = await Promise.all(kept.map(async ({ key, file }) => ({ key, file, isThere: await isFileThere(file.path) })));
  tell(projectId, { type: 'restored', rows });
  void pump(projectId);
}

/** What arrived though the app died before it heard so: the phone may have thrown the file away, and nobody need pick it again. */
export function forgetArrived(projectId: string, clips: readonly Clip[]): void {
  for (const key of readArrived(uploadStore(projectId).read(), clips)) tell(projectId, { type: 'removed', key });
}

/** Puts another file in the place of one that was refused or lost. */
export function replaceRow(projectId: string, key: string, file: PickedFile): void {
  const row = findRow(projectId, key);
  // The same file again, as far as its size tells: what arrived of it before the phone lost it is not sent twice.
  const isSame = row?.state.step === 'lost' && goesInParts(file) && row.file.sizeBytes === file.sizeBytes;
  const newKey = isSame ? key : createKey();
  tell(projectId, { type: 'replaced', key, newKey, file });
  if (file.thumbnailPath === undefined) void draw(projectId, newKey, file);
  void pump(projectId);
}

/** Takes files into the project and begins to send them. */
export function addFiles(projectId: string, files: PickedFile[]): void {
  const rows = files.map((file) => ({ key: createKey(), file }));
  tell(projectId, { type: 'picked', files: rows });
  for (const { key, file } of rows) if (file.thumbnailPath === undefined) void draw(projectId, key, file);
  void pump(projectId);
}

export function cancelRow(projectId: string, key: string): void {
  tell(projectId, { type: 'cancelled', key });
  sending.get(key)?.abort();
  void pump(projectId);
}

export const removeRow = (projectId: string, key: string): void => tell(projectId, { type: 'removed', key });

/** Sends one row again; the others stay as they are. */
export function retryRow(projectId: string, key: string): void {
  const row = findRow(projectId, key);
  if (!row) return;
  // The same key after a broken line: the clip may be there already. A new one after a refusal: the relay remembers it under the old.
  // What goes in parts keeps its key: the bytes that arrived are under it, and a refusal is not.
  const wasHeard = row.state.step === 'failed' && row.state.failure !== 'offline' && !goesInParts(row.file);
  tell(projectId, { type: 'retried', key, newKey: wasHeard ? createKey() : key });
  void pump(projectId);
}

const findRow = (projectId: string, key: string): Row | undefined =>
  uploadStore(projectId)
    .read()
    .rows.find((row) => row.key === key);

async function draw(projectId: string, key: string, file: PickedFile): Promise<void> {
  const drawn = await drawThumbnail(file);
  if (drawn) tell(projectId, { type: 'drawn', key, thumbnailPath: drawn.path, durationMs: drawn.durationMs });
}

async function pump(projectId: string): Promise<void> {
  const store = uploadStore(projectId);
  for (let row = readNextRow(store.read()); row; row = readNextRow(store.read())) {
    keepScreenOn(true);
    await send(projectId, row);
  }
  if (!isUploading(store.read())) keepScreenOn(false);
}

async function send(projectId: string, { key, file }: Row): Promise<void> {
  const returnsBefore = returns;
  const abort = createAbort();
  sending.set(key, abort);
  tell(projectId, { type: 'started', key, at: Date.now() });
  let drawnAt = 0;
  const onProgress = (sentBytes: number, totalBytes: number): void => {
    const at = Date.now();
    // The multipart frame is sent too, so the end is known by the total and not by the size of the file.
    const isAll = sentBytes >= totalBytes;
    if (!isAll && at - drawnAt < PROGRESS_STEP_MS) return;
    drawnAt = at;
    tell(projectId, { type: 'progressed', key, sentBytes: isAll ? file.sizeBytes : Math.min(sentBytes, file.sizeBytes - 1), at });
  };
  try {
    const upload = { file, onProgress, signal: abort.signal };
    const clip = goesInParts(file)
      ? await sendInParts({ ...upload, projectId, fingerprint: key })
      : await sendWhole(projectId, key, upload);
    tell(projectId, { type: 'finished', key, clip });
  } catch (cause) {
    if (isAborted(cause)) return;
    tell(projectId, { type: 'failed', key, failure: failureOf(cause) });
    // WeChat tells of what it cut in the background only after the return.
    if (returns > returnsBefore) resumeBroken(projectId);
  } finally {
    sending.delete(key);
  }
}

const sendWhole = async (projectId: string, idempotencyKey: string, upload: Upload): Promise<Clip> =>
  (await callWithFile(uploadClip, { params: { projectId }, idempotencyKey }, upload)).clip;

/** WeChat cuts every upload 5 s after the app went to the background: what broke so goes on by itself. */
export function resumeUploadsOnReturn(projectId: string): () => void {
  return listenForReturn(() => {
    returns += 1;
    resumeBroken(projectId);
  });
}

function resumeBroken(projectId: string): void {
  for (const { key, state } of uploadStore(projectId).read().rows) {
    if (state.step === 'failed' && state.failure === 'offline') retryRow(projectId, key);
  }
}
