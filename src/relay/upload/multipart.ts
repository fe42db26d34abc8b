import { Transform, type TransformCallback } from 'node:stream';
import { ApiError } from '../../contract/error.ts';
import { CLIP_LIMIT_BYTES } from '../../contract/limits.ts';
import { isAsNamed, SNIFF_BYTES } from './sniff.ts';
import { writeHead } from './wrap.ts';

/** Fields and headers before the file; more is no upload of ours. */
const HEAD_LIMIT_BYTES = 64_000;

/** On their way at once: fewer waits for the slower side. */
const PASSING_BYTES = 256_000;

const END_OF_HEADERS = Buffer.from('\r\n\r\n');

/**
 * Watches a multipart body on its way upstream. Nothing is collected but the part's headers: they are written anew, with the name that
 * the person knows instead of the phone's temporary one, and the first bytes after them must be what the name promises.
 */
export class MultipartWatch extends Transform {
  fileName: string | undefined;
  /** Bytes that the body grows by, once its headers are written anew; fails as the stream does. */
  readonly growth: Promise<number>;
  private head: Buffer | undefined = Buffer.alloc(0);
  private fileBytes = 0;
  private readonly boundary: string;
  private readonly givenName: string | undefined;

  constructor(boundary: string, givenName: string | undefined) {
    super({ highWaterMark: PASSING_BYTES });
    this.boundary = boundary;
    this.givenName = givenName;
    this.growth = new Promise((resolve, reject) => {
      this.once('growth', resolve);
      this.once('error', reject);
    });
    this.growth.catch(() => {});
  }

  /** Size of the file, once the body has passed: all after its headers but the closing boundary. */
  get sizeBytes(): number {
    return Math.max(0, this.fileBytes - Buffer.byteLength(`\r\n--${this.boundary}--\r\n`));
  }

  override _transform(piece: Buffer, _: BufferEncoding, done: TransformCallback): void {
    if (this.head === undefined) {
      this.fileBytes += piece.length;
      done(this.fileBytes > CLIP_LIMIT_BYTES + HEAD_LIMIT_BYTES ? tooLarge(this.fileName ?? '') : null, piece);
      return;
    }
    this.head = Buffer.concat([this.head, piece]);
    try {
      const rewritten = this.readHead(this.head);
      if (rewritten !== undefined) {
        this.emit('growth', rewritten.length - this.head.length);
        this.head = undefined;
      }
      done(null, rewritten);
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    done(this.head === undefined ? null : new ApiError('bad_request', 'the body holds no file'));
  }

  /** What goes upstream in place of the bytes so far; `undefined` while they are too few. */
  private readHead(head: Buffer): Buffer | undefined {
    const found = findFilePart(head, this.boundary);
    if (found === undefined) {
      if (head.length > HEAD_LIMIT_BYTES) throw new ApiError('bad_request', 'the body holds no file');
      return undefined;
    }
    const body = head.subarray(found.bodyFrom);
    const isWhole = body.includes(`\r\n--${this.boundary}--`);
    if (body.length < SNIFF_BYTES && !isWhole) return undefined;
    this.fileName = this.givenName ?? found.fileName;
    if (!isAsNamed(body, this.fileName))
      throw new ApiError('file_unsupported', 'the content is not of an accepted type', { args: { name: this.fileName } });
    this.fileBytes = body.length;
    // Fields before the file are left out: the upstream takes none.
    return Buffer.concat([Buffer.from(writeHead(this.boundary, this.fileName)), body]);
  }
}

export const tooLarge = (name: string): ApiError =>
  new ApiError('file_too_large', 'the upstream takes no file of this size', { args: { name, limitBytes: CLIP_LIMIT_BYTES } });

/** The first part that has a file name, and where its content starts. */
function findFilePart(head: Buffer, boundary: string): { fileName: string; bodyFrom: number } | undefined {
  for (let at = head.indexOf(`--${boundary}`); at !== -1; at = head.indexOf(`\r\n--${boundary}`, at + 1)) {
    const end = head.indexOf(END_OF_HEADERS, at);
    if (end === -1) return undefined;
    const headers = head.subarray(at, end).toString('utf8');
    const fileName = /filename="((?:[^"\\]|\\.)*)"/i.exec(headers)?.[1];
    if (fileName !== undefined) return { fileName, bodyFrom: end + END_OF_HEADERS.length };
  }
  return undefined;
}
