import pino from 'pino';
import type { RelaySettings } from './settings.ts';

export type Log = pino.Logger;

/** What a request may leave in the log; everything else about it stays out, tokens and words of people first. */
export const createLog = (settings: Pick<RelaySettings, 'logLevel' | 'nemoToken'>): Log =>
  pino({
    level: settings.logLevel,
    base: undefined,
    serializers: {
      err: (error: unknown) => describe(error, { depth: 0, hide: hiderOf(settings.nemoToken) }),
      req: (request: { method: string; url: string; id: string }) => ({
        id: request.id,
        method: request.method,
        path: request.url.split('?')[0],
      }),
      res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    },
  });

/** Tokens that an upstream repeats in its own words. Source: the upstream contract, "anonymous-token" and "claim-token". */
const TOKENS = /\b(nmv_usr_|clm_|Bearer )[\w.~+/=-]+/g;

const hiderOf = (nemoToken: string | undefined) => (text: string) => {
  const hidden = text.replace(TOKENS, '$1…');
  return nemoToken === undefined ? hidden : hidden.replaceAll(nemoToken, '…');
};

type Describing = { depth: number; hide: (text: string) => string };

/** Message, code and stack of an error and of its causes; no other field, as errors of clients carry whole requests. */
function describe(error: unknown, { depth, hide }: Describing): unknown {
  if (!(error instanceof Error) || depth > 4) return undefined;
  const { name, cause } = error;
  const code = (error as { code?: unknown }).code;
  return {
    name,
    message: hide(error.message),
    ...(code !== undefined && { code }),
    stack: hide(error.stack ?? ''),
    ...(cause !== undefined && { cause: describe(cause, { depth: depth + 1, hide }) }),
  };
}
