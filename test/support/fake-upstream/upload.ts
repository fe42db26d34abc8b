import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { clipKindOf } from '../../../src/contract/limits.ts';
import { UPLOAD_FIELD } from '../../../src/contract/upstream/clip.ts';
import type { FakeClip } from './world.ts';

/** `bytes` of a small file; of a large one only the first are kept. */
type Part = { name: string; size: number; hash: string; head: Buffer; bytes: Buffer[] };

const KEPT_BYTES = 1_000_000;

/** Reads the files of an upload as they come: hashed, counted, kept only where they are small. */
export function readParts(request: IncomingMessage): Promise<Part[]> {
  return new Promise((resolve, reject) => {
    const parts: Part[] = [];
    const busboy = new Busboy({ headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' } });
    busboy.on('file', (field: string, stream: NodeJS.ReadableStream, name: string) => {
      const hash = createHash('sha256');
      const part: Part = { name, size: 0, hash: '', head: Buffer.alloc(0), bytes: [] };
      stream.on('data', (piece: Buffer) => {
        if (part.head.length < 64) part.head = Buffer.concat([part.head, piece]).subarray(0, 64);
        if (part.size < KEPT_BYTES) part.bytes.push(piece);
        part.size += piece.length;
        hash.update(piece);
      });
      stream.on('end', () => {
        part.hash = hash.digest('hex');
        if (field === UPLOAD_FIELD) parts.push(part);
      });
    });
    busboy.on('finish', () => resolve(parts));
    busboy.on('error', reject);
    request.on('aborted', () => reject(new Error('the upload was given up')));
    request.pipe(busboy);
  });
}

const signatures: [string, RegExp][] = [
  ['png', /^\x89PNG/],
  ['jpg', /^\xff\xd8\xff/],
  ['gif', /^GIF8/],
  ['wav|avi|webp', /^RIFF/],
  ['mp4|mov|m4a', /^....ftyp/s],
  ['webm|mkv', /^.E\xdf\xa3/s],
  ['mp3|aac', /^(ID3|\xff[\xe0-\xff])/],
];

/** The clip of a file; `undefined` for one that is not what its name promises. */
export function clipOf(part: Part, url: string): FakeClip | undefined {
  const kind = clipKindOf(part.name);
  const head = part.head.toString('latin1');
  if (
    kind === undefined ||
    !signatures.some(([types, pattern]) => types.split('|').includes(part.name.toLowerCase().split('.').pop() ?? '') && pattern.test(head))
  )
    return undefined;
  const isPng = head.startsWith('\x89PNG');
  return {
    filename: part.name,
    file_type: kind,
    cdn_url: `${url}/cdn/${part.hash}/${encodeURIComponent(part.name)}`,
    duration: kind === 'image' ? 0 : 30,
    width: isPng ? part.head.readUInt32BE(16) : 1080,
    height: isPng ? part.head.readUInt32BE(20) : 1920,
    fps: kind === 'video' ? 30 : 0,
    hash: part.hash,
    size: part.size,
  };
}
