import { describe, expect, test } from 'vitest';
import { describeChange, describeChanges } from '../../../../src/app/pages/words/change-words.ts';
import { describeFailure } from '../../../../src/app/pages/words/failure-words.ts';
import { formatDay, formatRatio, formatSeconds } from '../../../../src/app/pages/words/format.ts';
import { describeStep } from '../../../../src/app/pages/words/step-words.ts';
import { createTranslate } from '../../../../src/app/strings/translate.ts';
import { ErrorCode } from '../../../../src/contract/error.ts';

const t = createTranslate('zh-CN');

test('times are written as people say them', () => {
  expect([0, 8_200, 24_000, 59_960].map(formatSeconds)).toEqual(['0', '8.2', '24', '60']);
  expect(formatRatio(1080, 1920)).toBe('9:16');
});

test('days near now are named', () => {
  const now = new Date(2026, 10, 22, 16, 0).getTime();
  expect(formatDay(new Date(2026, 10, 22, 9, 5).getTime(), now, t)).toBe('今天 09:05');
  expect(formatDay(new Date(2026, 10, 21, 23, 59).getTime(), now, t)).toBe('昨天 23:59');
  expect(formatDay(new Date(2026, 10, 3, 23, 59).getTime(), now, t)).toBe('11 月 3 日');
});

test('a step names its number only where one is known', () => {
  expect(describeStep({ key: 'subs', state: 'run' }, t)).toBe('正在听写字幕');
  expect(describeStep({ key: 'subs', state: 'ok', args: { n: 6 } }, t)).toBe('写好 6 条字幕');
  expect(describeStep({ key: 'subs', state: 'ok' }, t)).toBe('字幕写好了');
});

test('one change is said in the head of the card, more are counted', () => {
  const length = { kind: 'duration', fromMs: 30_000, toMs: 10_000 } as const;
  expect(describeChanges([length], t)).toBe('改好了，总时长 30 秒 → 10 秒');
  expect(describeChanges([length, { kind: 'clips_reordered' }], t)).toBe('改了 2 处');
  expect(describeChange({ kind: 'canvas', width: 1080, height: 1920 }, t).text).toBe('画面改成 9:16');
});

test('a title is an opening one only where it opens the film', () => {
  expect(describeChange({ kind: 'title_added', text: '周末' }, t).text).toBe('开头标题「周末」');
  expect(describeChange({ kind: 'title_added', text: '再见', atMs: 8_000 }, t).text).toBe('标题「再见」');
});

test('a change without a kind of its own is told by its effects, once each, and generally where nobody knows them', () => {
  const other = (...of: string[]) => describeChange({ kind: 'other', of }, t).text;
  expect(other('transition', 'warmth', 'brightness')).toBe('转场、画面明暗和色彩');
  expect(other('duck')).toBe(t('change.other'));
  expect(describeChanges([{ kind: 'other', of: ['reverse'] }], t)).toBe('改好了，倒放');
});

describe('failures', () => {
  test.each([...ErrorCode.options, 'offline' as const])('%s has words without gaps and a way forward', (failure) => {
    const { title, text, actions } = describeFailure(failure, { name: 'a.avi', size: 612 }, t);
    expect(`${title}${text}`).not.toMatch(/\{\w+\}|undefined/);
    expect(actions.length).toBeGreaterThan(0);
  });

  test('an account limit says that it is not the credits, and credits say nothing of the account', () => {
    expect(describeFailure('export_blocked', {}, t).text).toContain('和积分无关');
    expect(describeFailure('credits_empty', {}, t).kind).toBe('credits');
  });
});
