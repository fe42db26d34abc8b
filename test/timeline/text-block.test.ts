import { expect, test } from 'vitest';
import type { Segment } from '../../src/contract/relay/timeline.ts';
import { TRACK_TYPE } from '../../src/contract/upstream/draft.ts';
import type { TextSegment } from '../../src/engine/draft.ts';
import { measureWith } from '../../src/engine/text/draw.ts';
import { layOutText } from '../../src/engine/text/layout.ts';
import { readTimeline } from '../../src/timeline/read.ts';
import { textBlockOf } from '../../src/timeline/text-block.ts';

const upright = { width: 1_080, height: 1_920 };
const lying = { width: 1_920, height: 1_080 };
const square = { width: 1_080, height: 1_080 };

const read = (text: TextSegment): Segment => {
  const [segment] = readTimeline({ t: [{ tt: TRACK_TYPE.text, sg: [text] }] }).tracks.flatMap(({ segments }) => segments);
  if (!segment) throw new TypeError('a text is a segment');
  return segment;
};

const texts: Partial<TextSegment>[] = [
  { tx: '周末去海边' },
  { tx: '周末去海边', role: 'title' },
  { tx: '今天去海边 🌊 走一走，风很大，但是天气 so nice' },
  { tx: 'The bottom number is called the denominator', y: 0.99 },
  { tx: '二〇二六年秋天我们一家四口第一次去青海湖自驾旅行的完整记录（上集）：从西宁出发', role: 'title', y: 0 },
  { tx: '今天吃得好巴适\nWe ate so well', size: 0.05, box: '#000000' },
];

test.each([upright, lying, square].flatMap((canvas) => texts.map((text) => ({ canvas, text }))))(
  'the preview sizes and places $text.tx on $canvas.width × $canvas.height as the export does',
  ({ canvas, text }) => {
    const segment: TextSegment = { id: 't', role: 'caption', s: 0, d: 1_000, tx: '', ...text };
    const film = layOutText(segment, canvas, measureWith);
    const block = textBlockOf(read(segment), canvas);
    expect(Math.abs(block.fontSize / film.fontSize - 1)).toBeLessThan(0.13);
    expect(Math.abs(block.x - (film.x + film.width / 2)) / canvas.width).toBeLessThan(0.02);
    expect(Math.abs(block.y - (film.y + film.height / 2)) / canvas.height).toBeLessThan(0.03);
  },
);

test('words of a film that is watched across a phone are no smaller there ', () => {
  const onPhone = (canvas: typeof upright): number => {
    const { fontSize } = layOutText({ id: 't', role: 'caption', s: 0, d: 1_000, tx: '周末' }, canvas, measureWith);
    return (fontSize * 375) / canvas.width;
  };
  expect(onPhone(upright)).toBeGreaterThan(15);
  expect(onPhone(lying)).toBeGreaterThan(11);
});
