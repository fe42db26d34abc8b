import pino from 'pino';
import type { RelaySettings } from './settings.ts';

export type Log = pino.Logger;

/** What a request may leave in the log; everything else about it stays out, tokens and words of people first. */
export const createLog = (settings: Pick<RelaySettings, 'logLevel'>): Log =>
  pino({
    level: settings.logLevel,
    base: undefined,
    serializers: {
      err: (error: unknown) => describe(error, 0),
      req: (request: { method: string; url: string; id: string }) => ({
        id: request.id,
        method: request.method,
        path: request.url.split('?')[0],
      }),
      res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    },
  });

/** Message, code and stack of an error and of its causes; no other field, as errors of clients carry whole requests. */
function describe(error: unknown, depth: number): unknown {
  if (!(error instanceof Error) || depth > 4) return undefined;
  const { name, message, stack, cause } = error;
  const code = (error as { code?: unknown }).code;
  return { name, message, ...(code !== undefined && { code }), stack, ...(cause !== undefined && { cause: describe(cause, depth + 1) }) };
}
