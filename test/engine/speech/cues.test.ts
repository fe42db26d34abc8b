import { describe, expect, test } from 'vitest';
import { applyEdit } from '../../../src/engine/edits/apply.ts';
import { firstDraft } from '../../../src/engine/edits/first-draft.ts';
import { cuesOfWords } from '../../../src/engine/speech/cues.ts';
import { readCues } from '../../../src/engine/speech/read-cues.ts';
import { silencesOf } from '../../../src/engine/speech/silences.ts';
import { clip } from '../instruct/given.ts';

const words = (list: [string, number, number][]) => ({
  language: 'zh',
  words: list.map(([text, startMs, endMs]) => ({ text, startMs, endMs })),
});
const c1 = clip('c1', { durationMs: 20_000 });
const context = { clips: [c1], history: { past: [], future: [] } };

describe('captions from words', () => {
  const said = words([
    ['大', 1_000, 1_200],
    ['家', 1_200, 1_400],
    ['好。', 1_400, 1_700],
    ['走', 3_000, 3_300],
    ['吧！', 3_300, 3_600],
  ]);

  test('break at sentence ends and pauses, and carry no full stop', () => {
    expect(cuesOfWords(firstDraft([c1]), { c1: said })).toEqual([
      { startMs: 1_000, endMs: 1_900, text: '大家好' },
      { startMs: 3_000, endMs: 3_800, text: '走吧！' },
    ]);
  });

  test('follow the cut: words cut away have no cue, the others move with their picture', () => {
    const cut = applyEdit(firstDraft([c1]), { type: 'keep_ranges', ranges: [{ fromMs: 2_000, toMs: 10_000 }] }, context);
    expect(cuesOfWords(cut, { c1: said })).toEqual([{ startMs: 1_000, endMs: 1_800, text: '走吧！' }]);
  });

  test('follow the speed', () => {
    const fast = applyEdit(firstDraft([c1]), { type: 'set_speed', speed: 2 }, context);
    expect(cuesOfWords(fast, { c1: said })[1]?.startMs).toBe(1_500);
  });

  test('a long sentence is parted evenly, at spaces', () => {
    const long = 'this sentence goes on and on and would be far too wide for a single caption on a phone'.split(' ');
    const spoken = words(long.map((text, i) => [text, i * 300, i * 300 + 280]));
    const cues = cuesOfWords(firstDraft([c1]), { c1: spoken });
    expect(cues.length).toBe(3);
    expect(cues.map((cue) => cue.text).join(' ')).toBe(long.join(' '));
    for (const cue of cues) expect(cue.text.length).toBeLessThanOrEqual(38);
  });
});

describe('subtitle files', () => {
  test.each([
    ['SRT', '1\n00:00:01,500 --> 00:00:03,000\n<i>大家好</i>\n\n2\r\n00:00:04,000 --> 00:00:05,250\r\nline one\r\nline two\r\n'],
    ['WebVTT', 'WEBVTT\n\n00:01.500 --> 00:03.000 align:start\n大家好\n\nNOTE no\n\n00:04.000 --> 00:05.250\nline one\nline two'],
    [
      'ASS',
      '[Events]\nDialogue: 0,0:00:01.50,0:00:03.00,Default,,0,0,0,,{\\b1}大家好\nDialogue: 0,0:00:04.00,0:00:05.25,Default,,0,0,0,,line one\\Nline two',
    ],
  ])('%s is read with its times and lines', (_, file) => {
    expect(readCues(file)).toEqual([
      { startMs: 1_500, endMs: 3_000, text: '大家好' },
      { startMs: 4_000, endMs: 5_250, text: 'line one\nline two' },
    ]);
  });

  test.each(['', '剪到前 10 秒', 'a --> b', '1\n00:00:03,000 --> 00:00:01,000\nbackwards'])('%j is no subtitle file', (text) => {
    expect(readCues(text)).toEqual([]);
  });
});

describe('pauses', () => {
  const speech = [
    { startMs: 1_000, endMs: 4_000 },
    { startMs: 4_400, endMs: 6_000 },
    { startMs: 8_000, endMs: 9_000 },
  ];

  test('a breath stays at every word, and short breaths are no pauses', () => {
    expect(silencesOf(speech, { in: 0, out: 10_000 })).toEqual([
      { startMs: 0, endMs: 850 },
      { startMs: 6_150, endMs: 7_850 },
      { startMs: 9_150, endMs: 10_000 },
    ]);
  });

  test('no cut touches a word', () => {
    for (const pause of silencesOf(speech, { in: 0, out: 10_000 }))
      for (const part of speech) expect(pause.endMs <= part.startMs || pause.startMs >= part.endMs).toBe(true);
  });
});
