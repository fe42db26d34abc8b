import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { ApiError } from '../../contract/error.ts';
import { CLIP_LIMIT_BYTES, clipKindOf } from '../../contract/limits.ts';
import { type IncomingFile, type IncomingStore, STALL_LIMIT_MS } from '../store/incoming.ts';
import { lookUpPublic, readAddress } from './address.ts';
import { readFileName } from './multipart.ts';

/** Redirects followed, each judged like the first address. */
const REDIRECT_LIMIT = 3;

/** Longest wait for a server's first answer, ms. */
const ANSWER_LIMIT_MS = 30_000;

/** File types by what servers call them, for addresses without one in their path. */
const extensions: Record<string, string> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
  'video/x-msvideo': 'avi',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
};

export type Fetcher = {
  /** The file at an address, on disk. Fails like an upload, and with `address_refused` for one that may not or cannot be fetched. */
  receive: (address: string, signal: AbortSignal) => Promise<IncomingFile>;
  close: () => Promise<void>;
};

export function createFetcher(incoming: IncomingStore, allowsPrivate: boolean): Fetcher {
  let agent: Promise<Dispatcher> | undefined;
  // undici is loaded with the first address: most runs never see one.
  const load = async (): Promise<Dispatcher> => {
    const { Agent } = await import('undici');
    const timeouts = { headersTimeout: ANSWER_LIMIT_MS, bodyTimeout: STALL_LIMIT_MS };
    return new Agent({ ...timeouts, connect: { timeout: ANSWER_LIMIT_MS, ...(!allowsPrivate && { lookup: lookUpPublic }) } });
  };
  return {
    async receive(address, signal) {
      agent ??= load();
      const dispatcher = await agent;
      let url = readAddress(address, allowsPrivate);
      for (let hop = 0; hop <= REDIRECT_LIMIT; hop++) {
        const answer = await ask(dispatcher, url, signal);
        if (answer.statusCode < 300 || answer.statusCode > 399) return take(answer, url, { incoming, signal });
        answer.body.on('error', () => undefined).destroy();
        url = readAddress(new URL(String(answer.headers.location ?? ''), url).href, allowsPrivate);
      }
      throw new ApiError('address_refused', `${url.host} redirects more than ${REDIRECT_LIMIT} times`);
    },
    async close() {
      await (await agent)?.destroy();
    },
  };
}

async function ask(dispatcher: Dispatcher, url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  try {
    return await dispatcher.request({ origin: url.origin, path: `${url.pathname}${url.search}`, method: 'GET', signal });
  } catch (cause) {
    if (cause instanceof ApiError || signal.aborted) throw cause;
    throw new ApiError('address_refused', `${url.host} does not answer`, { cause });
  }
}

function take(answer: Dispatcher.ResponseData, url: URL, to: { incoming: IncomingStore; signal: AbortSignal }): Promise<IncomingFile> {
  const name = nameOf(url, String(answer.headers['content-type'] ?? ''));
  const refusal = refusalOf(answer, url, name);
  if (!refusal) return to.incoming.receive(name, answer.body as Readable, to.signal);
  answer.body.on('error', () => undefined).destroy();
  throw refusal;
}

function refusalOf({ statusCode, headers }: Dispatcher.ResponseData, url: URL, name: string): ApiError | undefined {
  if (statusCode < 200 || statusCode > 299) return new ApiError('address_refused', `${url.host} answers with status ${statusCode}`);
  if (Number(headers['content-length'] ?? 0) <= CLIP_LIMIT_BYTES) return undefined;
  return new ApiError('file_too_large', `${name} is larger than ${CLIP_LIMIT_BYTES} bytes`, { args: { name, reason: 'size' } });
}

function nameOf(url: URL, contentType: string): string {
  const name = readFileName(decode(url.pathname)) || 'clip';
  if (clipKindOf(name)) return name;
  const extension = extensions[contentType.split(';')[0]?.trim().toLowerCase() ?? ''];
  return extension === undefined ? name : `${name}.${extension}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
