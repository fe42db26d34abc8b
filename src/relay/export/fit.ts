import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ApiError } from '../../contract/error.ts';
import { forgetSession, startSession } from '../../contract/upstream/session.ts';
import { CLIENT_ID_HEADER, mintToken } from '../../contract/upstream/token.ts';
import type { Clock } from '../clock.ts';
import { uploadStored } from '../upload/wrap.ts';
import type { Account } from '../upstream/account.ts';
import type { Upstream } from '../upstream/client.ts';
import { readUpstreamState } from '../upstream/state.ts';
import { openRendered, runRender } from './render.ts';

type Fitting = {
  fitter: Upstream;
  clock: Clock;
  file: { sizeBytes: number; read: () => Readable };
  exportId: string;
  signal: AbortSignal;
  onPercent: (percent: number) => Promise<void>;
  /** Takes the smaller file. */
  keep: (bytes: Readable) => Promise<unknown>;
};

/** Between two looks at a render on this machine. */
const POLL_MS = 500;

/** Has an engine encode a finished file again, as one clip on an empty timeline: its renders are under the limit. Nothing stays there. */
export async function fitFile(fitting: Fitting): Promise<void> {
  const { fitter, signal } = fitting;
  const account = await strangerOf(fitter);
  const session = await account.ask(startSession, { body: { task_name: 'fit', language: 'en' }, signal });
  const params = { sessionId: session.data.session_id };
  try {
    await fitWithin(fitting, account, params.sessionId);
  } finally {
    // Also ends the render of a fit that was cancelled. An engine that cannot be reached forgets what is unused by itself.
    await account.ask(forgetSession, { params }).catch(() => {});
  }
}

async function fitWithin(fitting: Fitting, account: Account, sessionId: string): Promise<void> {
  const { clock, exportId, signal, keep } = fitting;
  await uploadStored(account.send, { name: 'export.mp4', ...fitting.file }, { sessionId, signal });
  const { draft } = await readUpstreamState(account, sessionId, signal);
  if (draft === undefined) throw new ApiError('render_failed', 'the engine took the finished file and made no timeline of it');
  const renderId = `render_${clock.now()}_fit_${exportId}`;
  const onReport = (report: { percent: number }) => fitting.onPercent(report.percent);
  const report = await runRender({ account, clock, pollMs: POLL_MS, sessionId, renderId, draft, output: {}, signal, onReport }, false);
  if (report.status !== 'completed') throw new ApiError('render_failed', 'the finished file could not be made smaller');
  await keep(await openRendered(account, { renderId, outputUrl: report.outputUrl, signal }));
}

/** An account that belongs to nobody, for one file. */
async function strangerOf(fitter: Upstream): Promise<Account> {
  const { data } = await fitter.ask(mintToken, { headers: { [CLIENT_ID_HEADER]: randomUUID() } });
  const token = { token: data.token };
  return {
    token: async () => token,
    retrying: (attempt) => attempt(token),
    ask: (call, asking) => fitter.ask(call, { ...asking, token: token.token }),
    send: (sending) => fitter.send({ ...sending, token: token.token }),
  };
}
