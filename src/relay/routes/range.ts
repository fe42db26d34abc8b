import type { IncomingHttpHeaders } from 'node:http';

export type ByteRange = { from: number; to: number };

/**
 * The part of a file that a request asks for, both ends included; `undefined` for the whole. Several ranges, or one in a form nobody
 * knows, get the whole; so does a resume of a file that has changed since (`If-Range`). Source: RFC 9110, 14.2 and 13.1.5.
 */
export function readRange(headers: IncomingHttpHeaders, file: { size: number; etag: string }): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const ifRange = headers['if-range'];
  if (ifRange !== undefined && ifRange !== file.etag) return undefined;
  const last = file.size - 1;
  if (match[1] === '') {
    const length = Number(match[2]);
    return length === 0 ? 'unsatisfiable' : { from: Math.max(0, file.size - length), to: last };
  }
  const from = Number(match[1]);
  const to = match[2] === '' ? last : Math.min(Number(match[2]), last);
  if (match[2] !== '' && Number(match[2]) < from) return undefined;
  return from > last ? 'unsatisfiable' : { from, to };
}
