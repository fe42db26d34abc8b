import { describe, expect, test } from 'vitest';
import type { EngineDraft } from '../../../src/engine/draft.ts';
import { applyEdit } from '../../../src/engine/edits/apply.ts';
import type { EditContext } from '../../../src/engine/edits/context.ts';
import type { Edit } from '../../../src/engine/edits/edit.ts';
import { captionsOf, filmOf, musicOf } from '../../../src/engine/edits/tracks.ts';
import { given, speechAround } from '../instruct/given.ts';

const start = (name: string, more: Partial<EditContext> = {}) => {
  const state = given[name]?.();
  if (!state) throw new Error(`no state ${name}`);
  const { draft, clips, history } = state.session;
  return { draft, context: { clips, history, ...more } satisfies EditContext };
};

/** One clip of 95 s with three pauses: 2.2 s at 4 s, 2.5 s at 31 s, 4 s at 70 s. */
function talk() {
  const { draft, context } = start('G3');
  const speech = speechAround(95_000, [
    [4_000, 6_200],
    [31_000, 33_500],
    [70_000, 74_000],
  ]);
  return { draft, context: { ...context, clips: context.clips.map((clip) => ({ ...clip, speech })) } };
}

describe('pauses', () => {
  // A breath of 150 ms stays on both sides of each.
  test.each<[string, Omit<Extract<Edit, { type: 'remove_silence' }>, 'type'>, number]>([
    ['all of them', {}, 95_000 - 1_900 - 2_200 - 3_700],
    ['those over 3 s', { overMs: 3_000 }, 95_000 - 3_700],
    ['the second', { which: 2 }, 95_000 - 2_200],
    ['the last', { which: 'last' }, 95_000 - 3_700],
    ['the first two', { first: 2 }, 95_000 - 1_900 - 2_200],
    ['those in a stretch', { range: { fromMs: 60_000, toMs: 95_000 } }, 95_000 - 3_700],
    ['all but a second of each', { leaveMs: 1_000 }, 95_000 - 1_200 - 1_500 - 3_000],
  ])('%s can be cut', (_, which, length) => {
    const { draft, context } = talk();
    expect(applyEdit(draft, { type: 'remove_silence', ...which }, context).d).toBe(length);
  });

  test('a pause that is not there is refused', () => {
    const { draft, context } = talk();
    expect(() => applyEdit(draft, { type: 'remove_silence', which: 4 }, context)).toThrow('no_silence');
  });
});

describe('a stretch played backwards', () => {
  test('keeps its place and the length of the film', () => {
    const { draft, context } = start('G1');
    const after = applyEdit(draft, { type: 'reverse', range: { fromMs: 27_000, toMs: 30_000 } }, context);
    expect(filmOf(after).map(({ s, d, in: from, reverse }) => [s, d, from, reverse ?? false])).toEqual([
      [0, 27_000, 0, false],
      [27_000, 3_000, 27_000, true],
    ]);
  });
});

describe('a clip put back', () => {
  test('goes first where that is asked for', () => {
    const { draft, context } = start('G2c');
    const after = applyEdit(draft, { type: 'restore_clips', clips: ['b'], at: 'start' }, context);
    expect(filmOf(after).map(({ src }) => src)).toEqual(['b', 'a']);
  });
});

describe('captions that are there', () => {
  const translate = (text: string, language: 'zh' | 'en') => (language === 'en' ? `en ${text.length}` : undefined);

  test('are put in two languages at their times', () => {
    const { draft, context } = start('G8', { translate });
    const after = applyEdit(draft, { type: 'add_captions', from: 'captions', languages: ['zh', 'en'] }, context);
    expect(captionsOf(after).map(({ s, tx }) => [s, tx])).toEqual([
      [0, '大家好\nen 3'],
      [2_000, '今天吃得好巴士\nen 7'],
      [5_000, '下次再来\nen 4'],
    ]);
  });

  test('stay as they are where nobody translates', () => {
    const { draft, context } = start('G8');
    expect(() => applyEdit(draft, { type: 'add_captions', from: 'captions', languages: ['en'] }, context)).toThrow('no_translation');
  });

  test('are joined by another line', () => {
    const { draft, context } = start('G8');
    const cues = [{ startMs: 8_000, endMs: 10_000, text: '记得关注' }];
    const after = applyEdit(draft, { type: 'add_captions', from: 'cues', cues, append: true }, context);
    expect(captionsOf(after).map(({ tx }) => tx)).toEqual(['大家好', '今天吃得好巴士', '下次再来', '记得关注']);
  });
});

describe('a bed of music', () => {
  test.each([
    ['zh-CN', '温馨'],
    ['en', 'Warm'],
  ] as const)('has a name in %s', (language, name) => {
    const { draft, context } = start('G1', { language });
    expect(musicOf(applyEdit(draft, { type: 'add_music', mood: 'warm' }, context))[0]?.n).toBe(name);
  });

  test('is as loud as it was made where nothing else is heard, and steps back beside other sound', () => {
    const { draft, context } = start('G1');
    const levelOf = (film: EngineDraft) => musicOf(applyEdit(film, { type: 'add_music', mood: 'warm' }, context))[0]?.vol;
    const silent = applyEdit(draft, { type: 'set_volume', of: 'original', percent: 0 }, context);
    expect(levelOf(silent)).toBe(100);
    expect(levelOf(draft)).toBeLessThan(50);
    const under = applyEdit(draft, { type: 'add_music', mood: 'warm' }, context);
    expect(musicOf(applyEdit(under, { type: 'set_volume', of: 'original', percent: 0 }, context))[0]?.vol).toBe(100);
    const chosen = applyEdit(under, { type: 'set_volume', of: 'music', percent: 30 }, context);
    expect(musicOf(applyEdit(chosen, { type: 'set_volume', of: 'original', percent: 0 }, context))[0]?.vol).toBe(30);
  });
});
