import type { Export } from '../../../contract/relay/export.ts';
import type { LocalFile } from '../../platform/download.ts';
import type { Failure } from '../../relay.ts';

/** Where the finished file stands on its way to this phone: saving and sharing wait for it. */
export type FileState = { step: 'fetching'; percent: number } | { step: 'here'; file: LocalFile } | { step: 'failed' };

export type SaveState = 'idle' | 'saving' | 'saved' | 'denied' | 'denied_by_phone' | 'refused' | 'storage_full';

export type ExportState =
  | { step: 'idle' }
  | { step: 'starting' }
  | { step: 'running'; job: Export; isConnected: boolean }
  | { step: 'done'; job: Export; file: FileState; save: SaveState }
  | { step: 'failed'; failure: Failure; job?: Export }
  | { step: 'cancelled' }
  | { step: 'expired' };

export type ExportEvent =
  | { type: 'start' }
  | { type: 'read'; job: Export }
  | { type: 'disconnected' }
  | { type: 'failed'; failure: Failure }
  | { type: 'fetched'; file: FileState }
  | { type: 'saving'; save: SaveState }
  | { type: 'leave' };

export function nextExport(state: ExportState, event: ExportEvent): ExportState {
  switch (event.type) {
    case 'start':
      return { step: 'starting' };
    case 'leave':
      return { step: 'idle' };
    case 'read':
      return readJob(state, event.job);
    case 'disconnected':
      return state.step === 'running' ? { ...state, isConnected: false } : state;
    case 'failed':
      return { step: 'failed', failure: event.failure, ...(state.step === 'running' ? { job: state.job } : {}) };
    case 'fetched':
      return state.step === 'done' ? { ...state, file: event.file } : state;
    case 'saving':
      return state.step === 'done' ? { ...state, save: event.save } : state;
  }
}

function readJob(state: ExportState, job: Export): ExportState {
  switch (job.state) {
    case 'queued':
    case 'rendering':
    case 'fitting':
      return { step: 'running', job: { ...job, percent: Math.max(job.percent, shownPercent(state, job)) }, isConnected: true };
    case 'done':
      // A file already here stays: reading the job again only renews its address.
      return state.step === 'done' && state.job.id === job.id
        ? { ...state, job }
        : { step: 'done', job, file: { step: 'fetching', percent: 0 }, save: 'idle' };
    case 'failed':
      return { step: 'failed', failure: job.error?.code ?? 'render_failed', job };
    case 'cancelled':
      return { step: 'cancelled' };
    case 'expired':
      return { step: 'expired' };
  }
}

/** The ring never goes back, also when an older answer arrives late. */
const shownPercent = (state: ExportState, job: Export): number =>
  state.step === 'running' && state.job.id === job.id ? state.job.percent : 0;

/** Which of the three steps on screen a job is in. */
export const readStage = (job: Export): 'queue' | 'compose' | 'compress' =>
  job.state === 'queued' ? 'queue' : job.state === 'fitting' ? 'compress' : 'compose';

/** The export to show when the page is opened again: the newest one that is not over, else the newest finished one of this version. */
export function readCurrentJob(exports: Export[], version: number): Export | undefined {
  const newestFirst = [...exports].sort((a, b) => b.createdAt - a.createdAt);
  const running = newestFirst.find(({ state }) => state === 'queued' || state === 'rendering' || state === 'fitting');
  return running ?? newestFirst.find((job) => job.state === 'done' && job.version === version);
}
