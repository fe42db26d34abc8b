import { ApiError, type ErrorArgs, type ErrorCode } from '../../contract/error.ts';
import { RATE_LIMIT_WAIT_MS } from '../../contract/limits.ts';
import { UPSTREAM_CODE } from '../../contract/upstream/envelope.ts';

/** Whether the upstream may have acted on a call that failed: only `no` may be sent again without asking first. */
export type Reached = 'no' | 'maybe' | 'answered';

/** The upstream refused (`code`), or nobody answered (`code` 0). Its prose is for the log only. */
export class UpstreamFailure extends Error {
  override readonly name = 'UpstreamFailure';
  readonly code: number;
  readonly reached: Reached;
  /** Of a rate limit: the wait for it is over already, and the retry met it again. */
  readonly isWaitedOut: boolean;

  constructor(code: number, reached: Reached, options: { message: string; cause?: unknown; isWaitedOut?: boolean }) {
    super(options.message, { cause: options.cause });
    this.code = code;
    this.reached = reached;
    this.isWaitedOut = options.isWaitedOut ?? false;
  }
}

const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A transport error as a failure. An abort of ours keeps its own reason. */
export function readTransport(cause: unknown): UpstreamFailure {
  const code = (cause as { code?: unknown } | null)?.code;
  const reached = typeof code === 'string' && NOT_CONNECTED.has(code) ? 'no' : 'maybe';
  return new UpstreamFailure(0, reached, { message: `the upstream did not answer (${String(code ?? 'unknown')})`, cause });
}

const SILENT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'ECONNRESET', 'UND_ERR_SOCKET', 'ETIMEDOUT']);

/** Whether a call failed because nobody was there to answer it; a body of ours that broke says nothing of the upstream. */
export function isUnanswered(error: unknown): boolean {
  if (!(error instanceof UpstreamFailure)) return false;
  const code = (error.cause as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && (NOT_CONNECTED.has(code) || SILENT.has(code));
}

/** HTTP's own words for 1001 and 1002: a server that is no gateway of the vendor's names no code. */
const UNAUTHORIZED = 401;
const NOT_FOUND = 404;

export const isTokenStale = ({ code }: UpstreamFailure): boolean => code === UPSTREAM_CODE.tokenExpired || code === UNAUTHORIZED;

/** `maybe`: something was not found, and only the state can say whether it was the session. */
export function isSessionLost({ code }: UpstreamFailure): 'yes' | 'maybe' | 'no' {
  if (code === UPSTREAM_CODE.sessionLost) return 'yes';
  return code === NOT_FOUND ? 'maybe' : 'no';
}

/** A refusal that something helps against: another token, another session, or a wait. */
export const isCurable = (failure: UpstreamFailure): boolean =>
  isTokenStale(failure) || isSessionLost(failure) !== 'no' || failure.code === UPSTREAM_CODE.rateLimited;

const codes: Record<number, ErrorCode> = {
  [UPSTREAM_CODE.sessionLost]: 'session_lost',
  [UPSTREAM_CODE.creditsEmpty]: 'credits_empty',
  [UPSTREAM_CODE.fileUnsupported]: 'file_unsupported',
  [UPSTREAM_CODE.fileTooLarge]: 'file_too_large',
  [UPSTREAM_CODE.exportBlocked]: 'export_blocked',
  [UPSTREAM_CODE.rateLimited]: 'too_many_requests',
  409: 'conflict',
  413: 'file_too_large',
  415: 'file_unsupported',
  422: 'file_broken',
  507: 'storage_full',
};

/** A failure as the app is told of it. Anything that is no failure of the upstream stays what it is. */
export function tell(error: unknown): unknown {
  if (!(error instanceof UpstreamFailure)) return error;
  return new ApiError(codes[error.code] ?? 'upstream_unavailable', error.message, { args: argsOf(error), cause: error });
}

/** A rate limit that was not waited out here is for the app to wait out: it can show a countdown where a held call cannot. */
const argsOf = ({ code, isWaitedOut }: UpstreamFailure): ErrorArgs =>
  code === UPSTREAM_CODE.rateLimited && !isWaitedOut ? { waitSeconds: RATE_LIMIT_WAIT_MS / 1000 } : {};
