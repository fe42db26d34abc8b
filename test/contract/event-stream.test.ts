import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameParser, type Frame } from '../../src/contract/event-stream.ts';

const parse = (pieces: string[], maxChars = 1000): Frame[] => {
  const parser = createFrameParser({ maxChars });
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
};

test.each<[string, Frame[]]>([
  ['data: a\n\n', [{ data: 'a' }]],
  ['data:a\ndata:  b\n\n', [{ data: 'a\n b' }]],
  ['id: 7\nevent: x\ndata: {}\nretry: 5\n\n', [{ id: '7', event: 'x', data: '{}' }]],
  [': ping\n\ndata: a\r\n\r\ndata: b\r\rdata: c', [{ comment: 'ping' }, { data: 'a' }, { data: 'b' }, { data: 'c' }]],
  ['event: heartbeat\n\n', [{ event: 'heartbeat' }]],
  ['data\n\ndata:\n\n', [{ data: '' }, { data: '' }]],
  ['\uFEFFdata: a\n\n', [{ data: 'a' }]],
  ['data: {"error": "a "b\nc"}\n\n', [{ data: '{"error": "a "b', junk: 'c"}' }]],
])('%j is cut into its frames wherever its text is cut', (text, frames) => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: text.length })), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      expect(parse(at.slice(1).map((to, index) => text.slice(at[index], to)))).toEqual(frames);
    }),
  );
});

test('a frame past the limit is dropped, said so, and the next one is read', () => {
  for (const text of [`data: ${'x'.repeat(2000)}\n\ndata: a\n\n`, `${'data: xxxxxxxxx\n'.repeat(200)}\ndata: a\n\n`]) {
    expect(parse([text])).toEqual([{ isTooLong: true }, { data: 'a' }]);
    expect(parse([...text])).toEqual([{ isTooLong: true }, { data: 'a' }]);
  }
});

test('a line in two million pieces is read in time that grows with its length only', () => {
  const parser = createFrameParser({ maxChars: 8_000_000 });
  parser.push('data: ');
  for (let at = 0; at < 2_000_000; at += 1) parser.push('x');
  expect(parser.push('\n\n')[0]?.data?.length).toBe(2_000_000);
});
