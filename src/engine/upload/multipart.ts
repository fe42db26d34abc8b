import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { ApiError } from '../../contract/error.ts';
import { PICK_LIMIT } from '../../contract/limits.ts';
import { UPLOAD_FIELD } from '../../contract/upstream/clip.ts';
import type { IncomingFile, IncomingStore } from '../store/incoming.ts';

/** Longest file name kept, in characters; the end stays, it has the type. */
const NAME_LIMIT = 200;

/** A name for people: no folders, nothing invisible. */
export function readFileName(raw: string): string {
  const name = raw.replace(/^.*[\\/]/s, '').replace(/\p{Cc}/gu, '');
  return name.slice(-NAME_LIMIT);
}

/**
 * The files of a multipart body, written to disk as they come, in the order of the body. The first one that is refused ends it, and
 * nothing stays; the rest of the body is then read and thrown away, so that the answer arrives.
 */
export async function receiveMultipart(request: IncomingMessage, incoming: IncomingStore, outer: AbortSignal): Promise<IncomingFile[]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  const receiving: Promise<IncomingFile>[] = [];
  const parser = createParser(request);
  parser.on('file', (field, body, rawName) => {
    if (field !== UPLOAD_FIELD) {
      body.resume();
      return;
    }
    const work = incoming.receive(readFileName(rawName ?? ''), body, signal);
    receiving.push(work);
    work.catch((cause: unknown) => stop.abort(cause));
  });
  parser.once('filesLimit', () => stop.abort(new ApiError('bad_request', `more than ${PICK_LIMIT} files at once`)));
  let failure: unknown;
  await readWhole(request, parser, signal).catch((cause: unknown) => {
    failure = cause;
    stop.abort(cause);
  });
  const ended = await Promise.allSettled(receiving);
  const files = ended.flatMap((file) => (file.status === 'fulfilled' ? [file.value] : []));
  failure ??= ended.find((file) => file.status === 'rejected')?.reason;
  if (failure === undefined && files.length > 0) return files;
  await incoming.discard(files);
  throw failure ?? new ApiError('bad_request', `the body has no file in the field ${UPLOAD_FIELD}`);
}

function createParser(request: IncomingMessage): Parser {
  const type = request.headers['content-type'] ?? '';
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': type },
      limits: { files: PICK_LIMIT, fields: 20, fieldSize: 10_000 },
    });
  } catch (cause) {
    throw new ApiError('bad_request', 'the body is not multipart with a boundary', { cause });
  }
}

type Parser = InstanceType<typeof Busboy>;

/** Pipes by hand: `pipeline` would destroy the request, and with it the socket that the answer has to take. */
function readWhole(request: IncomingMessage, parser: Parser, signal: AbortSignal): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    const cut = (): void => {
      if (!request.complete) reject(new ApiError('upload_interrupted', 'the connection ended before the body did'));
    };
    request.once('close', cut);
    parser.once('finish', () => resolve());
    parser.on('error', (cause: unknown) => reject(new ApiError('bad_request', 'the multipart body is broken', { cause })));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    request.pipe(parser);
  }).finally(() => {
    request.unpipe(parser);
    request.resume();
  });
}
