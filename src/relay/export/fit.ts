import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { fillPath } from '../../contract/endpoint.ts';
import { ApiError } from '../../contract/error.ts';
import { UPLOAD_FIELD, uploadClips } from '../../contract/upstream/clip.ts';
import { startSession } from '../../contract/upstream/session.ts';
import { CLIENT_ID_HEADER, mintToken } from '../../contract/upstream/token.ts';
import type { Clock } from '../clock.ts';
import type { Account } from '../upstream/account.ts';
import { readAnswer, type Upstream } from '../upstream/client.ts';
import { readUpstreamState } from '../upstream/state.ts';
import { openRendered, runRender } from './render.ts';

type Fitting = {
  fitter: Upstream;
  clock: Clock;
  file: { sizeBytes: number; read: () => Readable };
  exportId: string;
  signal: AbortSignal;
  onPercent: (percent: number) => Promise<void>;
};

/** Between two looks at a render on this machine. */
const POLL_MS = 500;

/** Has an engine encode a finished file again, as one clip on an empty timeline: its renders are under the limit. */
export async function fitFile(fitting: Fitting): Promise<Readable> {
  const { fitter, clock, exportId, signal } = fitting;
  const account = await strangerOf(fitter);
  const session = await account.ask(startSession, { body: { task_name: 'fit', language: 'en' }, signal });
  const sessionId = session.data.session_id;
  await upload(fitting, account, sessionId);
  const { draft } = await readUpstreamState(account, sessionId, signal);
  if (draft === undefined) throw new ApiError('render_failed', 'the engine took the finished file and made no timeline of it');
  const renderId = `render_${clock.now()}_fit_${exportId}`;
  const onReport = (report: { percent: number }) => fitting.onPercent(report.percent);
  const report = await runRender({ account, clock, pollMs: POLL_MS, sessionId, renderId, draft, output: {}, signal, onReport }, false);
  if (report.status !== 'completed') throw new ApiError('render_failed', 'the finished file could not be made smaller');
  return openRendered(account, { renderId, outputUrl: report.outputUrl, signal });
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

async function upload({ file, signal }: Fitting, account: Account, sessionId: string): Promise<void> {
  const boundary = `fit-${Date.now().toString(36)}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${UPLOAD_FIELD}"; filename="export.mp4"\r\nContent-Type: video/mp4\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  const response = await account.send({
    method: 'POST',
    path: fillPath(uploadClips.path, { sessionId }),
    purpose: 'upload',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(file.sizeBytes + Buffer.byteLength(head) + Buffer.byteLength(tail)),
    },
    body: Readable.from(wrap(head, file.read(), tail)),
    signal,
  });
  await readAnswer(uploadClips.reply, response);
}

async function* wrap(head: string, file: Readable, tail: string): AsyncGenerator<Buffer> {
  yield Buffer.from(head);
  for await (const piece of file) yield piece as Buffer;
  yield Buffer.from(tail);
}
