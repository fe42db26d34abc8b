import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import * as z from '../../contract/schema.ts';
import { UPSTREAM_CODE } from '../../contract/upstream/envelope.ts';
import type { Account } from './account.ts';
import { readAnswer } from './client.ts';
import { isTokenStale, UpstreamFailure } from './failure.ts';

export type OpenedFile = {
  body: Readable;
  /** As announced; `undefined` where it is not. */
  sizeBytes?: number;
};

/** Addresses of files lead on to where a store keeps them; so far, and no further. */
const REDIRECTS = 5;

/** Opens a file that the upstream gave the address of; `undefined` when it is not there. A stale token and a rate limit are cured, once. */
export const openFile = (account: Account, address: string, signal?: AbortSignal): Promise<OpenedFile | undefined> =>
  account.retrying(() => follow(account, address, signal), { signal });

async function follow(account: Account, address: string, signal: AbortSignal | undefined): Promise<OpenedFile | undefined> {
  let at = address;
  for (let step = 0; step <= REDIRECTS; step += 1) {
    const response = await account.send({ method: 'GET', path: at, purpose: 'file', signal });
    if (response.statusCode === 200 && !isJson(response)) return opened(response);
    const { location } = response.headers;
    if (response.statusCode < 300 || response.statusCode > 399 || typeof location !== 'string') return readRefusal(response);
    await response.body.dump();
    at = URL.canParse(at) ? new URL(location, at).href : location;
  }
  return undefined;
}

/** No file of ours is JSON: a code may stand in the place of one. */
const isJson = ({ headers }: Dispatcher.ResponseData): boolean => String(headers['content-type'] ?? '').startsWith('application/json');

function opened({ body, headers }: Dispatcher.ResponseData): OpenedFile {
  const sizeBytes = Number(headers['content-length'] ?? Number.NaN);
  return { body, ...(Number.isInteger(sizeBytes) && { sizeBytes }) };
}

async function readRefusal(response: Dispatcher.ResponseData): Promise<undefined> {
  try {
    await readAnswer(z.unknown(), response);
  } catch (error) {
    if (!(error instanceof UpstreamFailure) || isTokenStale(error) || error.code === UPSTREAM_CODE.rateLimited) throw error;
  }
  return undefined;
}
