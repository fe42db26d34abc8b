import { expect, test } from 'vitest';
import { scrolledShare, tappedShare } from '../../../../src/app/components/timeline/tap.ts';

const stopPropagation = (): void => {};

test('a browser says where the lane is', () => {
  const event = { stopPropagation, clientX: 150, currentTarget: { getBoundingClientRect: () => ({ left: 100, width: 200 }) } };
  expect(tappedShare(event)).toBe(0.25);
});

test.each([
  [375, 126, 0],
  [375, 232.5, 0.5],
  [414, (232.5 * 414) / 375, 0.5],
  [375, 20, 0],
  [375, 370, 1],
])('on a screen of %i, a tap of WeChat at %d is at %d of the lane', (windowPx, x, share) => {
  expect(tappedShare({ stopPropagation, detail: { x } }, { leftPx: 126, widthPx: 213, windowPx })).toBeCloseTo(share);
});

test('without a place to measure by there is no answer', () => {
  expect(tappedShare({ stopPropagation, detail: {} }, { leftPx: 0, widthPx: 1, windowPx: 375 })).toBeUndefined();
});

test.each([
  [0, 0],
  [320, 0.5],
  [640, 1],
])('a lane of two windows scrolled by %i shows %d under the playhead', (scrollLeft, share) => {
  expect(scrolledShare({ detail: { scrollLeft, scrollWidth: 960 } }, 2)).toBe(share);
});
