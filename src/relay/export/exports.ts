import { ApiError, type ErrorArgs, type ErrorCode } from '../../contract/error.ts';
import { Draft, isExportable } from '../../contract/upstream/draft.ts';
import { cancelRender } from '../../contract/upstream/render.ts';
import { createJobs } from '../jobs.ts';
import { createQueue, type Queue } from '../queue.ts';
import * as store from '../store/exports.ts';
import { sha256 } from '../store/id.ts';
import type { ProjectRow } from '../store/projects.ts';
import { tell } from '../upstream/failure.ts';
import { pauseOfExport } from '../upstream/pause.ts';
import { draftOf } from '../version/keep.ts';
import { Cancelled, type ExportDeps, type ExportOptions, produce } from './produce.ts';

export type Exports = {
  /** The same draft with the same options is the same export. `draft_empty` when there is nothing to show. */
  start: (project: ProjectRow, wanted: { version: number; options: ExportOptions }) => Promise<store.ExportRow>;
  cancel: (exportId: string) => Promise<void>;
  /** Stops the work on all exports of a deleted project. */
  abandon: (exportIds: string[]) => void;
  /** Goes on with every export that has not ended. */
  resume: () => Promise<void>;
  /** Deletes the files that are past their retention. */
  expire: () => Promise<void>;
  /** Ends when that export does, here. */
  ended: (exportId: string) => Promise<void>;
  close: () => Promise<void>;
};

export function createExports(deps: ExportDeps & { suspects: Queue }): Exports {
  const { db, clock } = deps;
  const jobs = createJobs(
    { ...deps, queue: createQueue() },
    {
      run: (exportId, signal) => runExport(deps, exportId, signal),
      countStart: (exportId, by) => store.countStart(db, exportId, by),
      giveUp: (exportId) => fail(deps, exportId, { code: 'internal' }),
    },
  );
  return {
    start: async (project, { version, options }) => {
      const draft = await draftOf(db, project.id, version);
      if (!isExportable(Draft.parse(JSON.parse(draft)))) throw new ApiError('draft_empty', 'there is nothing on the timeline to export');
      const fingerprint = sha256(`${JSON.stringify([options.resolution, options.fps])}\n${draft}`);
      const wanted = { projectId: project.id, version, fingerprint, draft, options: JSON.stringify(options), createdAt: clock.now() };
      const { row } = await store.keepExport(db, wanted);
      if (row.state !== 'done') jobs.launch({ id: row.id, lane: row.id });
      return row;
    },
    cancel: async (exportId) => {
      await store.changeExport(db, exportId, { cancelAsked: true });
      jobs.abort([exportId], new Cancelled());
      await jobs.ended([exportId]);
    },
    abandon: (exportIds) => jobs.abort(exportIds, new Cancelled()),
    resume: async () => jobs.resume((await store.listOpenExports(db)).map(({ id, starts }) => ({ id, starts, lane: id }))),
    expire: async () => {
      for (const row of await store.listExpiredExports(db, clock.now())) {
        await store.changeExport(db, row.id, { state: 'expired', objectKey: null });
        await deps.objects.remove(`exports/${row.id}/`);
      }
    },
    ended: (exportId) => jobs.ended([exportId]),
    close: jobs.close,
  };
}

/** One export from wherever it stands to its end. What it reports is stored as it goes; a stop of the relay leaves it for the next start. */
async function runExport(deps: ExportDeps, exportId: string, signal: AbortSignal): Promise<void> {
  try {
    const found = await store.readExport(deps.db, exportId);
    if (found === undefined || !store.isOpen(found.row)) return;
    if (found.row.cancelAsked) throw new Cancelled();
    await produce({ ...deps, signal, personId: found.personId, pause: deps.pauses.of(pauseOfExport(exportId)) }, found.row);
  } catch (cause) {
    const reason: unknown = signal.aborted ? signal.reason : cause;
    if (reason instanceof Cancelled) return cancelUpstream(deps, exportId);
    if (signal.aborted) return;
    const error = tell(reason);
    if (!(error instanceof ApiError)) throw error;
    deps.log.warn({ exportId, err: error }, 'export failed');
    await fail(deps, exportId, { code: error.code, args: error.args });
  }
}

const fail = ({ db }: ExportDeps, exportId: string, error: { code: ErrorCode; args?: ErrorArgs }): Promise<void> =>
  store.changeExport(db, exportId, { state: 'failed', error: JSON.stringify(error) });

/** Nobody waits for the upstream's answer: the export is cancelled whatever it says. */
async function cancelUpstream({ db, account, pauses }: ExportDeps, exportId: string): Promise<void> {
  const found = await store.readExport(db, exportId);
  if (found === undefined || found.row.state === 'done') return;
  await store.changeExport(db, exportId, { state: 'cancelled' });
  if (found.row.renderId === null) return;
  const asking = account(found.personId, pauses.of('nobody')).ask(cancelRender, { params: { renderId: found.row.renderId } });
  void asking.catch(() => {});
}
