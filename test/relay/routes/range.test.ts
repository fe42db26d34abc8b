import { expect, test } from 'vitest';
import { readRange } from '../../../src/relay/routes/range.ts';

const file = { size: 10, etag: '"a"' };

test.each([
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=7-', { from: 7, to: 9 }],
  ['bytes=-5', { from: 5, to: 9 }],
  ['bytes=-50', { from: 0, to: 9 }],
  ['bytes=8-99', { from: 8, to: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', undefined],
  ['bytes=0-1,4-5', undefined],
  ['lines=0-1', undefined],
  ['bytes=-', undefined],
])('%s of ten bytes is %o', (range, expected) => {
  expect(readRange({ range }, file)).toEqual(expected);
});

test('a resume of a file that has changed since gets the whole', () => {
  expect(readRange({ range: 'bytes=5-', 'if-range': '"b"' }, file)).toBeUndefined();
  expect(readRange({ range: 'bytes=5-', 'if-range': '"a"' }, file)).toEqual({ from: 5, to: 9 });
});
