import { describe, expect, test } from 'vitest';
import { breakLines, breakUnits, graphemesOf } from '../../../src/engine/text/break.ts';
import { colourRuns } from '../../../src/engine/text/draw.ts';

/** Every Chinese sign and emoji is two wide, everything else one. */
const measure = (text: string): number =>
  graphemesOf(text).reduce((sum, sign) => sum + (/[\p{Script=Han}\p{Emoji_Presentation}，。！？、：；“”《》]/u.test(sign) ? 2 : 1), 0);

describe('lines', () => {
  test.each([
    ['今天我们去看大瀑布，然后吃面条', 20, ['今天我们去看', '大瀑布，然后吃面条']],
    ['short', 20, ['short']],
    ['An unforgettable weekend at the seaside', 16, ['An', 'unforgettable', 'weekend at the', 'seaside']],
    ['今天吃得好巴适\nWe ate well', 20, ['今天吃得好巴适', 'We ate well']],
  ])('of %s at %i are whole words', (text, width, lines) => {
    const broken = breakLines(text, width, measure);
    expect(broken.join('').replaceAll(' ', '')).toBe(lines.join('').replaceAll(' ', ''));
    expect(Math.max(...broken.map(measure))).toBeLessThanOrEqual(width);
    expect(broken.length).toBeLessThanOrEqual(lines.length);
  });
  test.each(['好的，我们走吧。真的吗？太好了！', '他说：“今天去《红楼梦》展览（免费）。”', '价格是 ￥128，打八折！'])(
    'of %s neither begin with a closing mark nor end with an opening one',
    (text) => {
      for (let width = 8; width < 40; width += 2) {
        for (const line of breakLines(text, width, measure)) {
          expect(line).not.toMatch(/^[，。！？、：；”》）]/);
          expect(line).not.toMatch(/[“《（￥]$/);
        }
      }
    },
  );
  test('are of nearly the same length', () => {
    const lines = breakLines('一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子', 40, measure).map(measure);
    expect(Math.max(...lines) - Math.min(...lines)).toBeLessThanOrEqual(6);
  });
  test('a word wider than the line is broken between signs', () => {
    expect(breakLines('aaaaaaaaaaaaaaaaaaaaaaaa', 10, measure).join('')).toBe('aaaaaaaaaaaaaaaaaaaaaaaa');
  });
  test('an emoji with joiners is never broken', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const line of breakLines(family.repeat(6), 4, measure)) expect(line.replaceAll(family, '')).toBe('');
  });
  test('Latin words keep their marks', () => {
    expect(breakUnits("9:16 don't node.js")).toEqual(['9:16 ', "don't ", 'node.js']);
  });
});

test('a word in another colour is found wherever it stands, whatever its case', () => {
  expect(
    colourRuns('Go go 积分', '#fff', [
      { text: 'go', color: '#f00' },
      { text: '积分', color: '#0f0' },
    ]),
  ).toEqual([
    { text: 'Go', color: '#f00', start: 0 },
    { text: ' ', color: '#fff', start: 2 },
    { text: 'go', color: '#f00', start: 3 },
    { text: ' ', color: '#fff', start: 5 },
    { text: '积分', color: '#0f0', start: 6 },
  ]);
});
