import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { DataStore, ERRORS, Server as TusServer, Upload } from '@tus/server';
import { ApiError, type ErrorBody, statusOf } from '../../contract/error.ts';
import { CLIP_LIMIT_BYTES, clipKindOf } from '../../contract/limits.ts';
import { TUS_PATH } from '../../contract/relay/clip.ts';
import { Id, Text } from '../../contract/relay/text.ts';
import * as z from '../../contract/schema.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { isDiskFull } from '../store/disk-full.ts';
import { newId } from '../store/id.ts';
import { readProject } from '../store/projects.ts';
import type { Spool } from '../store/spool.ts';
import * as uploads from '../store/uploads.ts';
import { tooLarge } from './multipart.ts';

const Metadata = z.object({ projectId: Id, filename: Text(200).min(1), fingerprint: Text(200).optional() });

type Deps = { db: Database; spool: Spool; clock: Clock; log: Log };

/** Who the request under way belongs to. The protocol's handlers see only what the client sent, and that may claim anything. */
const person = new AsyncLocalStorage<string>();

/** tus 1.0 over the spool. What is refused is refused before its bytes, with the same error body as everywhere. */
export function createTus(deps: Deps): (personId: string, request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const server = new TusServer({
    path: TUS_PATH,
    datastore: new SpoolStore(deps),
    relativeLocation: true,
    maxSize: CLIP_LIMIT_BYTES,
    namingFunction: (request, metadata) => nameUpload(deps, { metadata, sizeBytes: Number(request.headers.get('upload-length')) }),
    onIncomingRequest: (request, uploadId) => checkOwner(deps, request.method, uploadId),
    onResponseError: (_, error) => writeRefusal(deps.log, error),
  });
  return (personId, request, response) => person.run(personId, () => server.handle(request, response));
}

/** The same file for the same project goes on where it was; anything that could never become a clip is refused here. */
async function nameUpload(
  { db }: Deps,
  { metadata, sizeBytes }: { metadata?: Record<string, string | null>; sizeBytes: number },
): Promise<string> {
  const read = Metadata.safeParse(metadata);
  if (!read.success) throw new ApiError('bad_request', 'an upload needs projectId and filename in its metadata');
  const { projectId, filename, fingerprint } = read.data;
  if ((await readProject(db, person.getStore() ?? '', projectId)) === undefined) throw new ApiError('not_found', 'no such project');
  if (clipKindOf(filename) === undefined)
    throw new ApiError('file_unsupported', 'the name has no accepted type', { args: { name: filename } });
  if (sizeBytes > CLIP_LIMIT_BYTES) throw tooLarge(filename);
  const known = fingerprint === undefined ? undefined : await uploads.findUpload(db, { projectId, fingerprint, sizeBytes });
  return known?.id ?? newId();
}

/** One of somebody else answers exactly as one that is not there. */
async function checkOwner({ db }: Deps, method: string, uploadId: string): Promise<void> {
  const found = await uploads.readUpload(db, uploadId);
  // One that is about to be made has its name already.
  if (method === 'POST' && found === undefined) return;
  if (found?.personId !== person.getStore()) throw new ApiError('not_found', 'no such upload');
}

/** The protocol's own refusals stay as they are: its clients know them by their status. */
function writeRefusal(log: Log, error: Error | { status_code: number; body: string }) {
  if (!(error instanceof Error)) return undefined;
  const { code, args } = readFailure(error);
  if (code === 'internal') log.error({ err: error }, 'a part of an upload failed');
  const body: ErrorBody = { error: { code, ...(Object.keys(args).length > 0 && { args }) } };
  return { status_code: statusOf[code], body: JSON.stringify(body) };
}

/** A disk that is full may be told by the stream before the spool has told it. */
function readFailure(error: Error): ApiError {
  if (error instanceof ApiError) return error;
  return isDiskFull(error) ? new ApiError('storage_full', 'the disk of the relay is full') : new ApiError('internal', error.message);
}

class SpoolStore extends DataStore {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    super();
    this.deps = deps;
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
  }

  override async create(upload: Upload): Promise<Upload> {
    const { db, spool, clock } = this.deps;
    const { projectId, filename, fingerprint } = Metadata.parse(upload.metadata);
    await uploads.createUpload(db, {
      id: upload.id,
      projectId,
      name: filename,
      sizeBytes: upload.size ?? 0,
      fingerprint: fingerprint ?? null,
      createdAt: clock.now(),
    });
    const found = await uploads.readUpload(db, upload.id);
    if (found?.upload.state === 'receiving') await spool.create(upload.id);
    upload.offset = await this.offsetOf(upload.id, upload.size ?? 0);
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const found = Id.safeParse(id).success ? await uploads.readUpload(this.deps.db, id) : undefined;
    if (found === undefined) throw ERRORS.FILE_NOT_FOUND;
    const { name, sizeBytes, projectId } = found.upload;
    return new Upload({ id, size: sizeBytes, offset: await this.offsetOf(id, sizeBytes), metadata: { filename: name, projectId } });
  }

  /** A file that has gone upstream is no longer here: all of it was received. */
  private async offsetOf(id: string, sizeBytes: number): Promise<number> {
    return (await this.deps.spool.length(id)) ?? sizeBytes;
  }

  override write(bytes: Readable, id: string, offset: number): Promise<number> {
    return this.deps.spool.write(id, offset, bytes);
  }

  override async remove(id: string): Promise<void> {
    await this.deps.spool.remove(id);
    await uploads.deleteUpload(this.deps.db, id);
  }
}
