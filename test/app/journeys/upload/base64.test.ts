import { expect, test } from 'vitest';
import { writeBase64 } from '../../../../src/app/journeys/upload/base64.ts';

test.each(['', 'a', 'ab', 'abc', '视频 1.mp4', '100% 🎬.mov'])('%j is written as every other base64 writes it', (text) => {
  expect(writeBase64(text)).toBe(Buffer.from(text).toString('base64'));
});
