import { describe, expect, test } from 'vitest';
import { createPurse } from '../../../src/engine/fit/purse.ts';
import { readStats, shareBytes } from '../../../src/engine/fit/share.ts';

describe('the share of a stretch', () => {
  test('is read from the lines of x264', () => {
    const text = [
      '#options: 1080x1920 fps=30/1 timebase=1/30 bitdepth=8 cabac=1 rc=crf mbtree=1 crf=23.0',
      'in:0 out:0 type:I dur:2 cpbdur:2 q:24.10 aq:20.00 tex:8000 mv:900 misc:100 imb:60 pmb:0 smb:0 d:- ref:;',
      'in:2 out:1 type:P dur:2 cpbdur:2 q:26.00 aq:22.00 tex:1000 mv:50 misc:10 imb:6 pmb:50 smb:4 d:- ref:0 ;',
    ].join('\n');
    expect(readStats(text)).toEqual({ texture: 9_000, motion: 950, rest: 110 });
  });
  test('goes by what there is to draw, not by length', () => {
    const [busy = 0, quiet = 0] = shareBytes(
      [
        { texture: 9e6, motion: 1e6, rest: 1e5 },
        { texture: 9e5, motion: 1e5, rest: 1e5 },
      ],
      500_000,
    );
    expect(busy + quiet).toBeCloseTo(500_000, 3);
    expect(busy / quiet).toBeGreaterThan(5);
  });
  test('is the same part of all where all are alike', () => {
    const one = { texture: 5e6, motion: 5e5, rest: 1e4 };
    for (const share of shareBytes([one, one, one], 300_000)) expect(share).toBeCloseTo(100_000, 3);
  });
  test('is by length where nothing is known', () => {
    const none = { texture: 0, motion: 0, rest: 0 };
    expect(shareBytes([none, none], 1_000)).toEqual([500, 500]);
  });
});

describe('the purse', () => {
  test('gives what one stretch left to those that have not begun', () => {
    const purse = createPurse([1_000, 1_000, 500]);
    expect([purse.take(0), purse.take(1)]).toEqual([1_000, 1_000]);
    purse.spend(0, 970);
    expect(purse.take(2)).toBe(530);
    purse.spend(1, 1_000);
    purse.spend(2, 530);
  });
  test('takes what one had too much, but never so much that it is seen', () => {
    const purse = createPurse([1_000, 500]);
    purse.take(0);
    purse.spend(0, 1_400);
    expect(purse.take(1)).toBe(440);
  });
});
