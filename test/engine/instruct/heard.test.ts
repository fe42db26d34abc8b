import { describe, expect, test } from 'vitest';
import { readAfterthought, restate } from '../../../src/engine/instruct/afterthought.ts';
import { readHomophones } from '../../../src/engine/instruct/alike/homophones.ts';
import { normalise } from '../../../src/engine/instruct/normalise.ts';

const whole = (text: string) => readHomophones(text, [{ start: 0, end: text.length }]);

describe('words as they are heard or typed', () => {
  test.each([
    ['加上字木', '加上字幕'],
    ['把停盾都去掉', '把停顿都去掉'],
    ['片投5秒不要', '片头5秒不要'],
    ['jia zimu', '加字幕'],
    ['biao ti xie chuntian', '标题写 chuntian'],
  ])('%s is read as %s', (text, meant) => {
    expect(whole(text)).toBe(meant);
  });

  test.each(['加上字幕', '标题写「字木」', '剪出第三秒到第九秒', '颜色换成黄的', 'Hello there my friend'])('%s stays as it is', (text) => {
    expect(whole(text)).toBe(text);
  });

  test('only the stretch that nobody could read is looked at', () => {
    expect(readHomophones('加上字木 写家常菜', [{ start: 0, end: 4 }])).toBe('加上字幕 写家常菜');
  });

  test('Traditional characters are recognised, each at its index', () => {
    const text = '幫我把聲音關掉，配樂換成溫馨的';
    expect(normalise(text)).toBe('帮我把声音关掉,配乐换成温馨的');
    expect(normalise(text)).toHaveLength(text.length);
  });
});

describe('a second thought', () => {
  test.each([
    ['剪掉最后4秒 不对 是最后6秒', '剪掉最后6秒'],
    ['trim to 10 seconds, no wait, 12', 'trim to 12 seconds'],
    ['删掉第二段 不对 第三段', '删掉第三段'],
    ['剪掉最后四秒不对最后六秒', '剪掉最后六秒'],
  ])('%s means %s', (text, meant) => {
    const thought = readAfterthought(text);
    expect(thought && restate(thought, [])).toBe(meant);
  });

  test('that is an order of its own stands by itself', () => {
    const thought = readAfterthought('剪到前20秒 不对 加速两倍');
    expect(thought && restate(thought, [])).toBeUndefined();
  });
});
