import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createUtf8Decoder } from '../../src/contract/utf8.ts';

function decode(bytes: Uint8Array, cuts: number[]): string {
  const decoder = createUtf8Decoder();
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return (
    at
      .slice(1)
      .map((to, index) => decoder.push(bytes.subarray(at[index], to)))
      .join('') + decoder.end()
  );
}

const reference = new TextDecoder('utf-8', { ignoreBOM: true });
const cuts = fc.array(fc.nat(), { maxLength: 8 });

test('text comes out as it went in, wherever it is cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 50 }),
      cuts,
      (text, at) => decode(new TextEncoder().encode(text), at) === text.toWellFormed(),
    ),
    { numRuns: 2000 },
  );
});

test('bytes that are no UTF-8 are replaced exactly as TextDecoder does', () => {
  const byte = fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0x41));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), fc.array(byte, { maxLength: 12 }), cuts, (...[some, chosen, at]) => {
      for (const bytes of [some, Uint8Array.from(chosen)]) expect(decode(bytes, at)).toBe(reference.decode(bytes));
    }),
    { numRuns: 5000 },
  );
});

test('a body of a megabyte in one piece is decoded', () => {
  const text = '剪辑🎬ok'.repeat(60_000);
  expect(decode(new TextEncoder().encode(text), [])).toBe(text);
});
