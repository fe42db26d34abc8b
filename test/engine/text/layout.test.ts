import { expect, test } from 'vitest';
import type { TextSegment } from '../../../src/engine/draft.ts';
import { measureWith } from '../../../src/engine/text/draw.ts';
import { layOutText } from '../../../src/engine/text/layout.ts';

const canvas = { width: 1_080, height: 1_920 };
const lay = (text: Partial<TextSegment>) =>
  layOutText({ id: 't', role: 'caption', s: 0, d: 1_000, tx: '周末', ...text }, canvas, measureWith);

test.each([
  [{ x: 0, y: 0 }],
  [{ x: 1, y: 1 }],
  [{ x: 0.5, y: 0.99, tx: '很长的一句话'.repeat(12) }],
  [{ role: 'title' as const, size: 0.3, tx: 'WEEKEND WEEKEND WEEKEND' }],
])('a text at %o stays inside the safe area', (text) => {
  const { x, y, width, height } = lay(text);
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(canvas.width);
  expect(y).toBeGreaterThanOrEqual(Math.floor(canvas.height * 0.05) - 2);
  expect(y + height).toBeLessThanOrEqual(Math.ceil(canvas.height * 0.93) + 2);
});

test('a caption is never more than three lines: a longer one is set smaller', () => {
  const { lines, fontSize } = lay({ tx: '今天我们来聊聊周末去哪儿先去看大瀑布然后在河边吃面条再去看一场电影最后回家睡觉'.repeat(2) });
  expect(lines.length).toBeLessThanOrEqual(3);
  expect(fontSize).toBeLessThan(lay({}).fontSize);
});

test('a line given by the person stays a line', () => {
  expect(lay({ tx: '今天吃得好巴适\nWe ate so well' }).lines).toEqual(['今天吃得好巴适', 'We ate so well']);
});

test.each([
  [{}, '#000000'],
  [{ outline: '#ff0000' }, '#ff0000'],
  [{ outline: 'none' as const }, undefined],
  [{ box: '#000000' }, undefined],
])('words with %o have the outline %s', (text, outline) => {
  expect(lay(text).outline).toBe(outline);
});
