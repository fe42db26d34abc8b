import { ApiError, type ErrorArgs, type ErrorCode } from '../../contract/error.ts';
import { Draft, isExportable } from '../../contract/upstream/draft.ts';
import { cancelRender } from '../../contract/upstream/render.ts';
import * as store from '../store/exports.ts';
import { sha256 } from '../store/id.ts';
import type { ProjectRow } from '../store/projects.ts';
import { tell } from '../upstream/failure.ts';
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

export function createExports(deps: ExportDeps): Exports {
  const { db, clock } = deps;
  const running = new Map<string, { abort: AbortController; ended: Promise<void> }>();
  const launch = (exportId: string) => {
    if (running.has(exportId)) return;
    const abort = new AbortController();
    const ended = runExport(deps, exportId, abort.signal).finally(() => running.delete(exportId));
    running.set(exportId, { abort, ended });
  };
  return {
    start: async (project, { version, options }) => {
      const draft = await draftOf(db, project.id, version);
      if (!isExportable(Draft.parse(JSON.parse(draft)))) throw new ApiError('draft_empty', 'there is nothing on the timeline to export');
      const fingerprint = sha256(`${JSON.stringify([options.resolution, options.fps])}\n${draft}`);
      const wanted = { projectId: project.id, version, fingerprint, draft, options: JSON.stringify(options), createdAt: clock.now() };
      const { row } = await store.keepExport(db, wanted);
      if (row.state !== 'done') launch(row.id);
      return row;
    },
    cancel: async (exportId) => {
      await store.changeExport(db, exportId, { cancelAsked: true });
      running.get(exportId)?.abort.abort(new Cancelled());
      await running.get(exportId)?.ended;
    },
    abandon: (exportIds) => {
      for (const exportId of exportIds) running.get(exportId)?.abort.abort(new Cancelled());
    },
    resume: async () => {
      for (const row of await store.listOpenExports(db)) launch(row.id);
    },
    expire: async () => {
      for (const row of await store.listExpiredExports(db, clock.now())) {
        await store.changeExport(db, row.id, { state: 'expired', objectKey: null });
        await deps.objects.remove(`exports/${row.id}/`);
      }
    },
    ended: async (exportId) => running.get(exportId)?.ended,
    close: async () => {
      for (const { abort } of running.values()) abort.abort(new Error('the relay stops'));
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}

/** One export from wherever it stands to its end. What it reports is stored as it goes; a stop of the relay leaves it for the next start. */
async function runExport(deps: ExportDeps, exportId: string, signal: AbortSignal): Promise<void> {
  try {
    const found = await store.readExport(deps.db, exportId);
    if (found === undefined) return;
    if (found.row.cancelAsked) throw new Cancelled();
    await produce({ ...deps, signal, personId: found.personId }, found.row);
  } catch (cause) {
    const reason: unknown = signal.aborted ? signal.reason : cause;
    if (reason instanceof Cancelled) return cancelUpstream(deps, exportId);
    if (signal.aborted) return;
    const error = tell(reason);
    deps.log.warn({ exportId, err: error }, 'export failed');
    const told: { code: ErrorCode; args?: ErrorArgs } =
      error instanceof ApiError ? { code: error.code, args: error.args } : { code: 'internal' };
    await store.changeExport(deps.db, exportId, { state: 'failed', error: JSON.stringify(told) });
  }
}

async function cancelUpstream({ db, account }: ExportDeps, exportId: string): Promise<void> {
  const found = await store.readExport(db, exportId);
  if (found === undefined || found.row.state === 'done') return;
  await store.changeExport(db, exportId, { state: 'cancelled' });
  if (found.row.renderId === null) return;
  await account(found.personId)
    .ask(cancelRender, { params: { renderId: found.row.renderId } })
    .catch(() => {});
}
