import type { Readable } from 'node:stream';
import { ApiError } from '../../contract/error.ts';
import type { RenderReport } from '../../contract/upstream/render.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import * as clips from '../store/clips.ts';
import type { Database } from '../store/database.ts';
import * as store from '../store/exports.ts';
import type { Objects } from '../store/objects.ts';
import { readAnyProject } from '../store/projects.ts';
import type { Accounts } from '../upstream/account.ts';
import { readClipRecord, withAddresses } from '../upstream/clip.ts';
import { openFile } from '../upstream/file.ts';
import type { Pause, Pauses } from '../upstream/pause.ts';
import type { Sessions } from '../upstream/session.ts';
import { fitFile } from './fit.ts';
import type { Fitter } from './fitter.ts';
import { type Facts, probe } from './probe.ts';
import { openRendered, runRender } from './render.ts';

export type ExportOptions = { resolution?: '720' | '1080'; fps?: 24 | 30 | 60 };
/** Facts of a finished file, as stored. */
export type StoredFile = Facts & { sizeBytes: number; originalSizeBytes?: number };

/** Where the still of a finished film is kept; not every upstream makes one. */
export const posterKeyOf = (exportId: string): string => `exports/${exportId}/poster.jpg`;

export type ExportDeps = {
  db: Database;
  objects: Objects;
  clock: Clock;
  log: Log;
  account: Accounts;
  sessions: Sessions;
  pauses: Pauses;
  fitter?: Fitter;
  pollMs: number;
  limitBytes: number;
  retentionMs: number;
};

/** The person has given the export up. */
export class Cancelled extends Error {}

type Job = ExportDeps & { signal: AbortSignal; personId: string; pause: Pause };

/** Has the film of an export made, fetched and fitted, from wherever that stands, and stores what came of it. */
export async function produce(job: Job, row: store.ExportRow): Promise<void> {
  const { db, objects } = job;
  const rendered = `exports/${row.id}/rendered.mp4`;
  if ((await objects.size(rendered)) === undefined) await render(job, row, rendered);
  const sizeBytes = (await objects.size(rendered)) ?? 0;
  const fitted = `exports/${row.id}/fitted.mp4`;
  const isFitted = sizeBytes >= job.limitBytes && job.fitter !== undefined;
  if (isFitted) await shrink(job, { row, from: rendered, to: fitted, sizeBytes });
  const objectKey = isFitted ? fitted : rendered;
  const facts = await probe(objects.path(objectKey));
  const file: StoredFile = { ...facts, sizeBytes: (await objects.size(objectKey)) ?? 0, ...(isFitted && { originalSizeBytes: sizeBytes }) };
  if (file.sizeBytes >= job.limitBytes) await refuseTooLarge(job, row, file);
  const expiresAt = job.clock.now() + job.retentionMs;
  await store.changeExport(db, row.id, {
    state: 'done',
    percent: 100,
    position: null,
    etaMs: null,
    objectKey,
    file: JSON.stringify(file),
    expiresAt,
  });
  if (isFitted) await objects.remove(rendered);
}

/** The promise of the product: nothing at or over the limit is ever called done. */
async function refuseTooLarge(
  { objects, limitBytes, fitter }: Job,
  row: store.ExportRow,
  { durationMs, sizeBytes }: StoredFile,
): Promise<never> {
  await objects.remove(`exports/${row.id}/`);
  const reason = fitter === undefined ? 'and no engine is there to make it smaller' : 'also after it was made smaller';
  const args = { seconds: Math.round(durationMs / 1000), bytes: limitBytes };
  throw new ApiError('render_too_long', `the film has ${sizeBytes} bytes, ${reason}`, { args });
}

/** Share of the bar that belongs to the render; the rest is fetching and fitting. */
const RENDER_SHARE = 0.95;

/** A render that failed is asked for once more, under a new id. */
async function render(job: Job, row: store.ExportRow, key: string): Promise<void> {
  let { renderId, attempt } = row;
  for (;;) {
    const isKnown = renderId !== null;
    renderId ??= `render_${job.clock.now()}_${row.id.slice(0, 8)}${attempt}`;
    if (!isKnown) await store.changeExport(job.db, row.id, { renderId, attempt });
    const report = await renderOnce(job, { ...row, renderId }, isKnown);
    if (report.status === 'completed') {
      await fetchPoster(job, row.id, report.posterUrl);
      return fetchRendered(job, { key, renderId, outputUrl: report.outputUrl });
    }
    if (report.status === 'cancelled') throw new Cancelled();
    if (attempt > 0) throw new ApiError('render_failed', `two renders failed: ${report.error ?? 'no reason given'}`);
    attempt += 1;
    renderId = null;
  }
}

async function renderOnce(job: Job, row: store.ExportRow & { renderId: string }, isKnown: boolean): Promise<RenderReport> {
  const account = job.account(job.personId, job.pause);
  const project = await readAnyProject(job.db, row.projectId);
  if (project === undefined) throw new Cancelled();
  const records = (await clips.listClips(job.db, [row.projectId])).map((clip) => readClipRecord(clip.upstream));
  const options = JSON.parse(row.options) as ExportOptions;
  let percent = row.percent;
  const onReport = async (report: RenderReport) => {
    percent = Math.max(percent, Math.floor(report.percent * RENDER_SHARE));
    const state = report.status === 'pending' ? 'queued' : 'rendering';
    await store.changeExport(job.db, row.id, { state, percent, position: report.queuePosition ?? null, etaMs: report.etaMs ?? null });
  };
  const rendering = { ...job, account, renderId: row.renderId, draft: withAddresses(row.draft, records), output: { ...options }, onReport };
  let mayBeThere = isKnown;
  const run = (sessionId: string) => {
    const isLookedFor = mayBeThere;
    mayBeThere = true;
    return runRender({ ...rendering, sessionId }, isLookedFor);
  };
  return job.sessions.within(row.projectId, run, { pause: job.pause });
}

/** A film without its still is still a film. */
async function fetchPoster({ account, personId, pause, objects, signal, log }: Job, exportId: string, posterUrl?: string): Promise<void> {
  if (posterUrl === undefined) return;
  try {
    const still = await openFile(account(personId, pause), posterUrl, signal);
    if (still !== undefined) await objects.put(posterKeyOf(exportId), still.body, signal);
  } catch (err) {
    log.warn({ exportId, err }, 'no still of a film');
  }
}

const FETCHES = 3;

async function fetchRendered(job: Job, from: { key: string; renderId: string; outputUrl?: string }): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      const bytes = await openRendered(job.account(job.personId, job.pause), { ...from, signal: job.signal });
      await job.objects.put(from.key, bytes, job.signal);
      return await checkFilm(job, from.key);
    } catch (error) {
      if (tries === FETCHES || job.signal.aborted || (error instanceof ApiError && error.code === 'storage_full')) throw error;
      await job.clock.wait(job.pollMs, job.signal);
    }
  }
}

/** What came under the address of a film must be one: an error page with status 200 is not. */
async function checkFilm({ objects }: Job, key: string): Promise<void> {
  try {
    await probe(objects.path(key));
  } catch (cause) {
    await objects.remove(key);
    throw new ApiError('render_failed', 'what was fetched is no film', { cause });
  }
}

type Shrinking = { row: store.ExportRow; from: string; to: string; sizeBytes: number };

async function shrink(job: Job, { row, from, to, sizeBytes }: Shrinking): Promise<void> {
  if (job.fitter === undefined || (await job.objects.size(to)) !== undefined) return;
  await store.changeExport(job.db, row.id, { state: 'fitting', percent: 95, position: null, etaMs: null });
  const onPercent = (percent: number) => store.changeExport(job.db, row.id, { percent: 95 + Math.floor(percent * 0.04) });
  const file = { sizeBytes, read: () => job.objects.read(from) };
  const keep = (bytes: Readable) => job.objects.put(to, bytes, job.signal);
  await fitFile({ fitter: await job.fitter.open(), clock: job.clock, file, exportId: row.id, signal: job.signal, onPercent, keep });
}
