import { CLIP_LIMIT_BYTES, clipKindOf } from '../../../contract/limits.ts';
import type { Clip } from '../../../contract/relay/clip.ts';
import type { PickedFile } from '../../platform/media.ts';
import type { Failure } from '../../relay.ts';

export type RowState =
  | { step: 'refused'; reason: 'type' | 'size' | 'broken' }
  | { step: 'waiting' }
  | { step: 'sending'; sentBytes: number; startedAt: number; at: number }
  /** Every byte is sent; the upstream looks at the file. */
  | { step: 'checking' }
  | { step: 'done'; clip: Clip }
  | { step: 'failed'; failure: Failure }
  | { step: 'cancelled' }
  /** Picked in an earlier run, and the phone has thrown the file away: it must be picked again. */
  | { step: 'lost' };

/** One picked file on its way. `key` is its idempotency key: a retry of a half-heard upload makes no second clip. */
export type Row = { key: string; file: PickedFile; state: RowState /** Silent retries so far. */; retries: number };

export type UploadState = { rows: Row[] };

export type UploadEvent =
  | { type: 'picked'; files: { key: string; file: PickedFile }[] }
  | { type: 'drawn'; key: string; thumbnailPath: string; durationMs?: number }
  | { type: 'started'; key: string; at: number }
  | { type: 'progressed'; key: string; sentBytes: number; at: number }
  | { type: 'finished'; key: string; clip: Clip }
  | { type: 'failed'; key: string; failure: Failure }
  | { type: 'cancelled'; key: string }
  | { type: 'retried'; key: string; newKey: string }
  | { type: 'removed'; key: string }
  | { type: 'restored'; rows: { key: string; file: PickedFile; isThere: boolean }[] }
  | { type: 'replaced'; key: string; newKey: string; file: PickedFile };

/** A row whose network broke is sent once more before anyone is told. */
const SILENT_RETRIES = 1;

export const noUploads: UploadState = { rows: [] };

export function nextUpload(state: UploadState, event: UploadEvent): UploadState {
  switch (event.type) {
    case 'picked':
      return { rows: [...state.rows, ...event.files.map(({ key, file }) => ({ key, file, state: admit(file), retries: 0 }))] };
    case 'removed':
      return { rows: state.rows.filter(({ key }) => key !== event.key) };
    case 'restored':
      return { rows: [...event.rows.map(restore), ...state.rows] };
    default:
      return { rows: state.rows.map((row) => (row.key === event.key ? nextRow(row, event) : row)) };
  }
}

const restore = ({ key, file, isThere }: { key: string; file: PickedFile; isThere: boolean }): Row => ({
  key,
  file,
  state: isThere ? { step: 'waiting' } : { step: 'lost' },
  retries: 0,
});

/** Type and size are checked before the first byte; the upstream would refuse after the last. */
export function admit(file: PickedFile): RowState {
  if (clipKindOf(file.name) === undefined) return { step: 'refused', reason: 'type' };
  if (file.sizeBytes > CLIP_LIMIT_BYTES) return { step: 'refused', reason: 'size' };
  return { step: 'waiting' };
}

function nextRow(row: Row, event: Exclude<UploadEvent, { type: 'picked' | 'removed' | 'restored' }>): Row {
  switch (event.type) {
    case 'drawn':
      return { ...row, file: { ...row.file, thumbnailPath: event.thumbnailPath, durationMs: row.file.durationMs ?? event.durationMs } };
    case 'retried':
      return { ...row, key: event.newKey, state: { step: 'waiting' }, retries: 0 };
    case 'replaced':
      return { key: event.newKey, file: event.file, state: admit(event.file), retries: 0 };
    case 'cancelled':
      return isOver(row) ? row : { ...row, state: { step: 'cancelled' } };
    case 'started':
      return row.state.step === 'waiting' ? { ...row, state: { step: 'sending', sentBytes: 0, startedAt: event.at, at: event.at } } : row;
    case 'progressed':
      return { ...row, state: progress(row, event.sentBytes, event.at) };
    case 'finished':
      return row.state.step === 'cancelled' ? row : { ...row, state: { step: 'done', clip: event.clip } };
    case 'failed':
      return fail(row, event.failure);
  }
}

/** Progress never goes back, and a late report changes nothing that is over. */
function progress({ file, state }: Row, sentBytes: number, at: number): RowState {
  if (state.step !== 'sending') return state;
  if (sentBytes >= file.sizeBytes) return { step: 'checking' };
  return { ...state, sentBytes: Math.max(state.sentBytes, sentBytes), at };
}

function fail(row: Row, failure: Failure): Row {
  if (row.state.step !== 'sending' && row.state.step !== 'checking') return row;
  if ((failure === 'offline' || failure === 'upload_interrupted') && row.retries < SILENT_RETRIES)
    return { ...row, state: { step: 'waiting' }, retries: row.retries + 1 };
  // By its name the file is of a type that is taken: it is the file itself that nobody can open.
  const isTaken = clipKindOf(row.file.name) !== undefined;
  if (failure === 'file_broken' || (failure === 'file_unsupported' && isTaken))
    return { ...row, state: { step: 'refused', reason: 'broken' } };
  if (failure === 'file_unsupported') return { ...row, state: { step: 'refused', reason: 'type' } };
  if (failure === 'file_too_large') return { ...row, state: { step: 'refused', reason: 'size' } };
  return { ...row, state: { step: 'failed', failure } };
}

const isOver = ({ state }: Row): boolean => state.step === 'done' || state.step === 'refused' || state.step === 'cancelled';

const isMoving = ({ state }: Row): boolean => state.step === 'sending' || state.step === 'checking';

/** The row to send now. One at a time, in the order picked: so the clips keep that order. */
export function readNextRow({ rows }: UploadState): Row | undefined {
  return rows.some(isMoving) ? undefined : rows.find(({ state }) => state.step === 'waiting');
}

/** Something is on its way or waits to be. */
export const isUploading = ({ rows }: UploadState): boolean => rows.some((row) => isMoving(row) || row.state.step === 'waiting');

/** A message waits while a file is on its way, and while one is broken: it was written with that file in mind. */
export const holdsMessages = (state: UploadState): boolean =>
  isUploading(state) || state.rows.some(({ state: { step } }) => step === 'failed' || step === 'lost');

/** Rows that a killed app must find again. */
export const readUnfinished = ({ rows }: UploadState): Row[] => rows.filter((row) => !isOver(row));

/** Share of all bytes that are sent, 0–100; 100 only when the relay has answered for each. */
export function readPercent({ rows }: UploadState): number {
  const counted = rows.filter(({ state }) => state.step !== 'cancelled' && state.step !== 'refused');
  const total = counted.reduce((sum, { file }) => sum + file.sizeBytes, 0);
  if (total === 0) return counted.length > 0 && counted.every(({ state }) => state.step === 'done') ? 100 : 0;
  const sent = counted.reduce((sum, row) => sum + readSentBytes(row), 0);
  return counted.every(({ state }) => state.step === 'done') ? 100 : Math.min(99, Math.floor((sent / total) * 100));
}

function readSentBytes({ file, state }: Row): number {
  if (state.step === 'sending') return state.sentBytes;
  return state.step === 'checking' || state.step === 'done' ? file.sizeBytes : 0;
}

/** Seconds until every byte of the row is sent; `undefined` before its speed is known. */
export function readEtaSeconds({ file, state }: Row): number | undefined {
  if (state.step !== 'sending') return undefined;
  const elapsedMs = state.at - state.startedAt;
  if (elapsedMs < 500 || state.sentBytes === 0) return undefined;
  return Math.max(1, Math.round(((file.sizeBytes - state.sentBytes) * elapsedMs) / state.sentBytes / 1_000));
}

/** Lost rows whose file is among the clips, by the name and the size it was sent with; each clip stands for one row. */
export function readArrived({ rows }: UploadState, clips: readonly Clip[]): string[] {
  const heard = new Set(rows.flatMap(({ state }) => (state.step === 'done' ? [state.clip.id] : [])));
  const left = clips.filter(({ id }) => !heard.has(id));
  return rows.flatMap(({ key, file, state }) => {
    const place = left.findIndex(({ name, sizeBytes }) => name === file.name && sizeBytes === file.sizeBytes);
    if (state.step !== 'lost' || place === -1) return [];
    left.splice(place, 1);
    return [key];
  });
}
