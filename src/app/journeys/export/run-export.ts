import { cancelExport, type Export, readExport, startExport } from '../../../contract/relay/export.ts';
import * as z from '../../../contract/schema.ts';
import { openAlbumSettings, type SaveOutcome, saveToAlbum } from '../../platform/album';
import { downloadFile, forgetDownload, type LocalFile } from '../../platform/download';
import { vibrate } from '../../platform/page';
import { type ShareOutcome, shareVideo } from '../../platform/share';
import { type Abort, createAbort, type Signal, wait } from '../../platform/signal.ts';
import { readStored, writeStored } from '../../platform/storage.ts';
import { addressOf, call, type Failure, failureOf, isAborted } from '../../relay.ts';
import { createStores } from '../../store.ts';
import { chooseResolution, type FrameRate, type Learnt, learnRatio, type Mode, nothingLearnt } from './estimate.ts';
import { type ExportEvent, type ExportState, nextExport, type SaveState } from './export.ts';

/** The way of the file to this phone is drawn at most this often: WeChat allows 20 updates of a screen per second. */
const PROGRESS_STEP_MS = 200;

const POLL_MS = 1_000;
const LEARNT_KEY = 'export.learnt';
const Kept = z.object({ ratio: z.number(), count: z.number() });

export type ExportMode = Mode;

export const exportStore = createStores<ExportState>(() => ({ step: 'idle' }));

const watching = new Map<string, Abort>();

function tell(projectId: string, event: ExportEvent): ExportState {
  const store = exportStore(projectId);
  const next = nextExport(store.read(), event);
  store.write(next);
  return next;
}

function readLearnt(): Learnt {
  const stored = Kept.safeParse(readStored(LEARNT_KEY));
  return stored.success ? stored.data : nothingLearnt;
}

/** Real size over estimate on this phone so far. */
export const readRatio = (): number => readLearnt().ratio;

/** Starts an export of the version shown. One that runs or is done already comes back: nothing is rendered twice. */
export async function runExport(projectId: string, version: number, mode?: ExportMode): Promise<void> {
  const old = readFile(projectId);
  if (old) forgetDownload(old);
  tell(projectId, { type: 'start' });
  try {
    const { export: job } = await call(startExport, { params: { projectId }, body: { version, ...mode } });
    await watchExport(projectId, job);
  } catch (cause) {
    tell(projectId, { type: 'failed', failure: failureOf(cause) });
  }
}

/** Follows a job to its end; a second call for the same project takes over from the first. */
export async function watchExport(projectId: string, first: Export): Promise<void> {
  watching.get(projectId)?.abort();
  const abort = createAbort();
  watching.set(projectId, abort);
  let state = tell(projectId, { type: 'read', job: first });
  while (state.step === 'running' && !abort.signal.aborted) {
    await wait(POLL_MS, abort.signal);
    if (abort.signal.aborted) return;
    state = await poll(projectId, state.job.id, abort.signal);
  }
  if (state.step !== 'done' || abort.signal.aborted) return;
  if (first.state !== 'done') vibrate('medium');
  await fetchFile(projectId, abort.signal);
}

/** Why a question about a job may go unanswered without a word about the job. */
const passing = new Set<Failure>(['offline', 'upstream_unavailable', 'too_many_requests']);

async function poll(projectId: string, exportId: string, signal: Signal): Promise<ExportState> {
  try {
    const { export: job } = await call(readExport, { params: { exportId }, signal });
    return tell(projectId, { type: 'read', job });
  } catch (cause) {
    const failure = failureOf(cause);
    // The job goes on at the relay, whatever happens to our line.
    if (passing.has(failure) || isAborted(cause)) return tell(projectId, { type: 'disconnected' });
    return tell(projectId, { type: 'failed', failure });
  }
}

/** Brings the file here before anyone taps: WeChat opens the share panel only inside the tap itself. */
async function fetchFile(projectId: string, signal: Signal): Promise<void> {
  const state = exportStore(projectId).read();
  if (state.step !== 'done' || state.file.step === 'here' || !state.job.file) return;
  tell(projectId, { type: 'fetched', file: { step: 'fetching', percent: 0 } });
  try {
    const { url, name } = state.job.file;
    let drawnAt = 0;
    const onProgress = (percent: number): void => {
      if (Date.now() - drawnAt < PROGRESS_STEP_MS) return;
      drawnAt = Date.now();
      tell(projectId, { type: 'fetched', file: { step: 'fetching', percent } });
    };
    const file = await downloadFile({ url: addressOf(url), name, onProgress, signal });
    tell(projectId, { type: 'fetched', file: { step: 'here', file } });
    learn(state.job);
  } catch (cause) {
    if (!isAborted(cause)) tell(projectId, { type: 'fetched', file: { step: 'failed' } });
  }
}

/** Reads the job again, because addresses of files last 10 minutes, and fetches once more. */
export async function refetchFile(projectId: string): Promise<void> {
  const state = exportStore(projectId).read();
  if (state.step !== 'done') return;
  const abort = createAbort();
  watching.set(projectId, abort);
  await poll(projectId, state.job.id, abort.signal);
  await fetchFile(projectId, abort.signal);
}

export async function runCancel(projectId: string): Promise<void> {
  const state = exportStore(projectId).read();
  if (state.step !== 'running') return;
  const { export: job } = await call(cancelExport, { params: { exportId: state.job.id } });
  tell(projectId, { type: 'read', job });
}

export async function runSave(projectId: string): Promise<void> {
  const file = readFile(projectId);
  if (!file) return;
  tell(projectId, { type: 'saving', save: 'saving' });
  tell(projectId, { type: 'saving', save: saveStateOf(await saveToAlbum(file)) });
}

/** Opens the settings from the tap on "open settings", and goes on saving when the album is allowed. */
export async function runAllowAlbum(projectId: string): Promise<void> {
  const state = exportStore(projectId).read();
  const isAllowed = await openAlbumSettings(state.step === 'done' && state.save === 'denied_by_phone');
  if (isAllowed) await runSave(projectId);
}

export const closeSaveQuestion = (projectId: string): void => void tell(projectId, { type: 'saving', save: 'idle' });

/** Must be called in the tap, with nothing awaited before. */
export function runShare(projectId: string): Promise<ShareOutcome> {
  const file = readFile(projectId);
  return file ? shareVideo(file) : Promise.resolve('failed');
}

export function leaveExport(projectId: string): void {
  watching.get(projectId)?.abort();
}

function readFile(projectId: string): LocalFile | undefined {
  const state = exportStore(projectId).read();
  return state.step === 'done' && state.file.step === 'here' ? state.file.file : undefined;
}

function saveStateOf(outcome: SaveOutcome): SaveState {
  return outcome === 'cancelled' ? 'idle' : outcome;
}

function learn({ file }: Export): void {
  if (!file || file.originalSizeBytes !== undefined) return;
  const fps: FrameRate = file.fps > 45 ? 60 : file.fps > 27 ? 30 : 24;
  const resolution = Math.min(file.width, file.height) > 720 ? '1080' : '720';
  const { sizeBytes, durationMs } = file;
  writeStored(LEARNT_KEY, learnRatio(readLearnt(), { sizeBytes, durationMs, mode: { resolution, fps } }));
}

const asked = new Set<string>();

/** Asks the editor to open the export sheet when it comes to the front: not by its address, which a reload would repeat. */
export const askForSheet = (projectId: string): void => void asked.add(projectId);

/** True once for each time it was asked. */
export const takeAskedSheet = (projectId: string): boolean => asked.delete(projectId);

/** What the sheet offers first. */
export const defaultMode = (durationMs: number): ExportMode => ({ resolution: chooseResolution(durationMs, 30, readRatio()), fps: 30 });
