import { expect, test } from 'vitest';
import { cuesOf, writeCaptions } from '../../../src/relay/write/captions.ts';
import { readTimeline } from '../../../src/timeline/read.ts';

const cues = [
  { startMs: 0, endMs: 1_500, text: '你好，\n世界' },
  { startMs: 3_661_042, endMs: 3_662_000, text: 'a < b & c --> d' },
];

test('captions are written as SubRip', () => {
  expect(writeCaptions(cues, 'srt')).toBe(
    '1\n00:00:00,000 --> 00:00:01,500\n你好，\n世界\n\n2\n01:01:01,042 --> 01:01:02,000\na < b & c --> d\n',
  );
});

test('captions are written as WebVTT, with its own marks in words written out', () => {
  expect(writeCaptions(cues, 'vtt')).toBe(
    'WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.500\n你好，\n世界\n\n2\n01:01:01.042 --> 01:01:02.000\na &lt; b &amp; c --&gt; d\n',
  );
});

test('a blank line in the words does not end a caption', () => {
  expect(writeCaptions([{ startMs: 0, endMs: 1, text: 'a\r\n\r\n\r\nb' }], 'srt')).toContain('a\nb\n');
});

test('what is said counts, in order of time; titles and empty texts do not', () => {
  const text = (tx: string, s: number, role?: string) => ({ id: tx, tx, s, d: 1_000, ...(role && { role }) });
  const sg = [text('后', 5_000, 'caption'), text('片名', 0, 'title'), text('先', 1_000, 'caption'), text(' ', 3_000, 'caption')];
  expect(cuesOf(readTimeline({ t: [{ tt: 7, sg }], d: 6_000 }))).toEqual([
    { startMs: 1_000, endMs: 2_000, text: '先' },
    { startMs: 5_000, endMs: 6_000, text: '后' },
  ]);
});
