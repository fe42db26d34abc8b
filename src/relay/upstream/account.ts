import type { Dispatcher } from 'undici';
import type { Endpoint } from '../../contract/endpoint.ts';
import type * as z from '../../contract/schema.ts';
import { UPSTREAM_CODE } from '../../contract/upstream/envelope.ts';
import type { Clock } from '../clock.ts';
import type { Answer, Asking, Sending, Upstream } from './client.ts';
import { isTokenStale, UpstreamFailure } from './failure.ts';
import type { Token, Tokens } from './token.ts';

type Retrying = { signal?: AbortSignal };

/** Says that a call was rate limited, and after how long it is made once more. */
type OnRateLimit = (inMs: number) => void;

export type Accounts = (personId: string, onRateLimit?: OnRateLimit) => Account;

/** The upstream as one person: their token on every call, and the retries that the contract allows. */
export type Account = {
  ask: <Body extends z.ZodType, Reply extends z.ZodType>(
    call: Endpoint<Body, Reply>,
    asking?: Omit<Asking<z.input<Body>>, 'token'> & Retrying,
  ) => Promise<Answer<z.output<Reply>>>;
  /** Any status, never retried: for bodies that are streams. */
  send: (sending: Omit<Sending, 'token'>) => Promise<Dispatcher.ResponseData>;
  /** Runs `attempt` again after a 1001 with a new token, and after a 429 when the wait is over; each once. */
  retrying: <Result>(attempt: (token: Token) => Promise<Result>, options?: Retrying) => Promise<Result>;
  token: () => Promise<Token>;
};

type Deps = { upstream: Upstream; tokens: Tokens; clock: Clock; rateLimitMs: number };

export function createAccounts(deps: Deps): Accounts {
  return (personId, onRateLimit) => {
    const retrying: Account['retrying'] = (attempt, options) => retry({ ...deps, personId, onRateLimit }, attempt, options?.signal);
    return {
      retrying,
      token: () => deps.tokens.of(personId),
      ask: (call, asking) =>
        retrying((token) => {
          const ask = () => deps.upstream.ask(call, { ...asking, token: token.token });
          return call.method === 'GET' ? askAgain(ask, { ...deps, signal: asking?.signal }) : ask();
        }, asking),
      send: async (sending) => deps.upstream.send({ ...sending, token: (await deps.tokens.of(personId)).token }),
    };
  };
}

const QUESTION_AGAIN_MS = 200;

/** A question changes nothing: where the line broke, it is asked once more. */
async function askAgain<Result>(ask: () => Promise<Result>, { clock, signal }: { clock: Clock; signal?: AbortSignal }): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    const isPassing = error instanceof UpstreamFailure && (error.reached !== 'answered' || (error.code >= 500 && error.code < 600));
    if (!isPassing || signal?.aborted) throw error;
    await clock.wait(QUESTION_AGAIN_MS, signal);
    return ask();
  }
}

async function retry<Result>(
  { tokens, clock, rateLimitMs, personId, onRateLimit }: Deps & { personId: string; onRateLimit?: OnRateLimit },
  attempt: (token: Token) => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  let token = await tokens.of(personId);
  const used = new Set<number>();
  for (;;) {
    try {
      return await attempt(token);
    } catch (error) {
      if (!(error instanceof UpstreamFailure) || used.has(error.code)) throw error;
      used.add(error.code);
      if (isTokenStale(error)) {
        token = await tokens.renew(personId, token.token);
      } else if (error.code === UPSTREAM_CODE.rateLimited) {
        onRateLimit?.(rateLimitMs);
        await clock.wait(rateLimitMs, signal);
      } else {
        throw error;
      }
    }
  }
}
