import type { Readable } from 'node:stream';
import { fillPath } from '../../contract/endpoint.ts';
import { ApiError } from '../../contract/error.ts';
import { UPSTREAM_CODE } from '../../contract/upstream/envelope.ts';
import { DOWNLOAD_PATH, pollRender, type RenderReport, readRender, startRender } from '../../contract/upstream/render.ts';
import type { Clock } from '../clock.ts';
import type { Account } from '../upstream/account.ts';
import { UpstreamFailure } from '../upstream/failure.ts';
import { openFile } from '../upstream/file.ts';

type Rendering = {
  account: Account;
  clock: Clock;
  pollMs: number;
  sessionId: string;
  renderId: string;
  /** JSON, as it came; with addresses instead of the upstream's own paths. */
  draft: string;
  output: Record<string, string | number>;
  signal: AbortSignal;
  onReport: (report: RenderReport) => Promise<void>;
};

/** Answers to a poll that say nothing about the render: the same id is asked again. */
const isPassing = (error: unknown): boolean =>
  error instanceof UpstreamFailure &&
  (error.code === 0 || error.code === 408 || error.code === UPSTREAM_CODE.rateLimited || error.code >= 500) &&
  error.code < 600;

/** Failures in a row before a render is given up; with the cloud's polling that is 20 minutes. */
const PATIENCE = 40;

/** A render that the upstream answers for with a failure of its own is asked for so often. */
const REFUSALS = 3;

/**
 * Has one render made under its id and ends with the last report. Asking again with the same id is the same render: after a restart, or
 * when nobody answered, it is looked for before it is asked for.
 */
export async function runRender(rendering: Rendering, isKnown: boolean): Promise<RenderReport> {
  let report = isKnown ? await look(rendering) : undefined;
  for (let failures = 0; report === undefined; ) {
    try {
      report = await submit(rendering);
    } catch (error) {
      failures += 1;
      if (!isPassing(error) || isRefusal(error, failures)) throw error;
      await rendering.clock.wait(rendering.pollMs, rendering.signal);
      report = await look(rendering);
    }
  }
  return follow(rendering, report);
}

/** A rate limit has been waited out once already by then. */
function isRefusal(error: unknown, failures: number): boolean {
  if (!(error instanceof UpstreamFailure) || error.reached !== 'answered') return failures > PATIENCE;
  return error.code === UPSTREAM_CODE.rateLimited || failures > REFUSALS;
}

async function submit({ account, sessionId, renderId, draft, output, signal }: Rendering): Promise<RenderReport> {
  const head = JSON.stringify({ id: renderId, sessionId, output: { format: 'mp4', quality: 'high', ...output } });
  const { data } = await account.ask(startRender, { text: `${head.slice(0, -1)},"draft":${draft}}`, signal });
  return readRender(data);
}

/** What the upstream says of the render; `undefined` when it does not know it. */
async function look({ account, renderId, signal }: Rendering): Promise<RenderReport | undefined> {
  try {
    return readRender((await account.ask(pollRender, { params: { renderId }, signal })).data);
  } catch (error) {
    if (error instanceof UpstreamFailure && (error.code === 404 || isPassing(error))) return undefined;
    throw error;
  }
}

async function follow(rendering: Rendering, first: RenderReport): Promise<RenderReport> {
  let report = first;
  let silent = 0;
  while (report.status === 'pending' || report.status === 'processing') {
    await rendering.onReport(report);
    await rendering.clock.wait(rendering.pollMs, rendering.signal);
    const next = await look(rendering);
    silent = next === undefined ? silent + 1 : 0;
    if (silent > PATIENCE) throw new ApiError('upstream_unavailable', 'nobody knows how the render is doing');
    report = next ?? report;
  }
  return report;
}

/** The bytes of a finished render, from the address it gave or from where the contract keeps them. */
export async function openRendered(
  account: Account,
  render: { renderId: string; outputUrl?: string; signal: AbortSignal },
): Promise<Readable> {
  const places = [render.outputUrl, fillPath(DOWNLOAD_PATH, { renderId: render.renderId })].filter((place) => place !== undefined);
  for (const path of places) {
    const file = await openFile(account, path, render.signal);
    if (file !== undefined) return file.body;
  }
  throw new ApiError('render_failed', 'the finished file could not be fetched');
}
