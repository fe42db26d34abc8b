import type { Dispatcher } from 'undici';
import type { Endpoint } from '../../contract/endpoint.ts';
import type * as z from '../../contract/schema.ts';
import { UPSTREAM_CODE } from '../../contract/upstream/envelope.ts';
import type { Clock } from '../clock.ts';
import type { Answer, Asking, Sending, Upstream } from './client.ts';
import { isTokenStale, UpstreamFailure } from './failure.ts';
import type { Pause } from './pause.ts';
import type { Token, Tokens } from './token.ts';

type Retrying = { signal?: AbortSignal };

/** Without a `pause` nobody would see a wait: a rate limit is told at once, and whoever asked waits it out. */
export type Accounts = (personId: string, pause?: Pause) => Account;

/** The upstream as one person: their token on every call, and the retries that the contract allows. */
export type Account = {
  ask: <Body extends z.ZodType, Reply extends z.ZodType>(
    call: Endpoint<Body, Reply>,
    asking?: Omit<Asking<z.input<Body>>, 'token'> & Retrying,
  ) => Promise<Answer<z.output<Reply>>>;
  /** Any status, never retried: for bodies that are streams. */
  send: (sending: Omit<Sending, 'token'>) => Promise<Dispatcher.ResponseData>;
  /** Runs `attempt` again after a 1001 with a new token, and after a 429 when the pause is over; each once. */
  retrying: <Result>(attempt: (token: Token) => Promise<Result>, options?: Retrying) => Promise<Result>;
  token: () => Promise<Token>;
};

type Deps = { upstream: Upstream; tokens: Tokens; clock: Clock; rateLimitMs: number };

export function createAccounts(deps: Deps): Accounts {
  return (personId, pause) => {
    const retrying: Account['retrying'] = (attempt, options) => retry({ ...deps, personId, pause }, attempt, options?.signal);
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

type Retrier = Pick<Deps, 'tokens' | 'rateLimitMs'> & { personId: string; pause?: Pause };

async function retry<Result>(
  { tokens, rateLimitMs, personId, pause }: Retrier,
  attempt: (token: Token) => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  let token: Token | undefined;
  const used = new Set<number>();
  for (;;) {
    try {
      token ??= await tokens.of(personId);
      return await attempt(token);
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error;
      if (used.has(error.code)) throw waitedOut(error);
      used.add(error.code);
      if (isTokenStale(error) && token !== undefined) {
        token = await tokens.renew(personId, token.token);
      } else if (error.code === UPSTREAM_CODE.rateLimited && pause !== undefined) {
        await pause(rateLimitMs, signal);
      } else {
        throw error;
      }
    }
  }
}

function waitedOut(error: UpstreamFailure): UpstreamFailure {
  if (error.code !== UPSTREAM_CODE.rateLimited) return error;
  return new UpstreamFailure(error.code, error.reached, {
    message: `${error.message}, also after a wait`,
    cause: error,
    isWaitedOut: true,
  });
}
