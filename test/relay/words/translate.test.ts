import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../../src/relay/words/translate.ts';
import { quickest, timeOf } from '../../support/pace.ts';

type Result = { text: string; actions: string[] };

function translate(...pieces: string[]): Result {
  const translator = createTranslator();
  const said = [...pieces.flatMap((piece) => translator.push(piece)), ...translator.flush()];
  return {
    text: said.map((one) => (one.type === 'text' ? one.delta : '')).join(''),
    actions: said.flatMap((one) => (one.type === 'action' ? [one.action] : [])),
  };
}

const table: [string, string, string[]][] = [
  [
    '✅ 已裁剪到前5秒并添加字幕。You can click the Export button 导出 to download, or open the timeline panel to preview.',
    '✅ 已裁剪到前5秒并添加字幕。',
    ['export', 'timeline'],
  ],
  ['点击右上角的「导出」按钮即可下载视频。', '', ['export']],
  ['已添加字幕，点击导出按钮下载视频。', '已添加字幕。', ['export']],
  ['音乐已经调到20%。你可以在时间线中预览效果。', '音乐已经调到20%。', ['timeline']],
  ['I trimmed the clip, and you can click Export to download it.', 'I trimmed the clip.', ['export']],
  ['Captions are on and you can drag them anywhere.', 'Captions are on.', []],
  ['Drag and drop your files here to begin.', '', ['upload']],
  ['请打开素材面板上传视频。', '', ['timeline', 'upload']],
  ['把片段拖拽到轨道上就可以调整顺序。', '', ['timeline']],
  ['All done! Click the play button to preview.', 'All done!', ['preview']],
  ['已打开降噪，声音更干净了。', '已开启降噪，声音更干净了。', []],
  ['标题改成了「点击关注」。', '标题改成了「点击关注」。', []],
  ['I removed the click sounds and dropped the music to 20%.', 'I removed the click sounds and dropped the music to 20%.', []],
  ['The opening shot is 3.5 s long. Version 2.0 is next.', 'The opening shot is 3.5 s long. Version 2.0 is next.', []],
  ['Next steps:\n1. Click Export\n2. Open the timeline panel\nEnjoy!', 'Enjoy!', ['export', 'timeline']],
  ['改了这些：\n- 剪掉开头\n- 加了字幕\n', '改了这些：\n• 剪掉开头\n• 加了字幕\n', []],
  ['## **Done**\n\nThe *title* is `Weekend`.', 'Done\n\nThe title is Weekend.', []],
  ['Session 1234567890123456789 is ready (task_id: 8f14e45f-ceea-467f-9a36-dd6e3b2a1c11).', 'Session is ready.', []],
  ['See https://cdn.example.com/a.mp4?token=abc&sig=1 for it.', 'See for it.', []],
  ['It is at [your video](https://cdn.example.com/a.mp4?x=1).', 'It is at your video.', []],
  ['Token nmv_usr_ab12cd34ef is used.', 'Token is used.', []],
  ['用了 /mnt/userdata/u1/beach.mp4 这段。', '用了 beach.mp4 这段。', []],
  ['https://example.com/help 有说明。', 'https://example.com/help 有说明。', []],
  ['积分不足，请点击充值按钮。', '积分不足。', ['credits']],
  ['要现在导出吗？', '', ['export']],
  ['水印已经放到右上角。', '水印已经放到右上角。', []],
  ['保留了打开礼物的那一段。', '保留了开礼物的那一段。', []],
  ['Your video is ready to export.', 'Your video is ready to export.', ['export']],
  ['请先上传一段视频。', '请先上传一段视频。', ['upload']],
  ['点击右上角的分享按钮。音乐换好了！', '音乐换好了！', []],
  ['I set the title to "Click here" and made it bigger.', 'I set the title to "Click here" and made it bigger.', []],
];

describe('words for a user with buttons', () => {
  test.each(table)('%j becomes %j', (...[said, text, actions]) => {
    expect(translate(said)).toEqual({ text, actions });
  });

  test.each(table)('%j becomes the same wherever it is cut', (said) => {
    const whole = translate(said);
    expect(translate(...said)).toEqual(whole);
    for (let at = 1; at < said.length; at += 1) expect(translate(said.slice(0, at), said.slice(at))).toEqual(whole);
  });

  test('each action is suggested once in a turn', () => {
    expect(translate('点击导出。点击导出。').actions).toEqual(['export']);
  });

  test('a complete sentence is shown while the next one is still held back', () => {
    const translator = createTranslator();
    expect(translator.push('好的。You can c')).toEqual([{ type: 'text', delta: '好的。' }]);
    expect(translator.push('lick it')).toEqual([]);
  });
});

const forbidden = ['click the Export button', '点击', '打开', '拖拽', 'drag it', 'open the media panel', 'preview in the timeline', '导出'];
const plain = fc.stringMatching(/^[a-hm-z一二三剪好音乐字幕，。！ ,]{0,30}$/);

describe('whatever is said', () => {
  test('no phrase for buttons gets through, in any pieces', () => {
    const part = fc.oneof(plain, fc.constantFrom(...forbidden, '\n', '。', '. ', ' and you can ', '，请'));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 6 }), (parts, cuts) => {
        const said = parts.join('');
        const at = [0, ...cuts.map((cut) => cut % (said.length + 1)).sort((a, b) => a - b), said.length];
        const { text } = translate(...at.slice(1).map((to, index) => said.slice(at[index], to)));
        expect(text).not.toMatch(
          /点击|打开|拖拽|导出|\bclick\b|\bdrag\b|\bExport buttons?\b|\bopen the media panel\b|\bpreview in the timeline\b/,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('words without such phrases, ids or marks come out as they went in', () => {
    const part = fc.oneof(plain, fc.constantFrom('\n', '。', '. ', '? ', '“你好。”', '3.5', '：', ': ', '（一）', '…'));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const said = parts.join('');
        expect(translate(...parts).text).toBe(said);
      }),
      { numRuns: 2000 },
    );
  });

  test('a sentence that never ends is given out in parts, whole, and without a phrase that a cut went through', () => {
    const long = 'a好'.repeat(3000);
    expect(translate(...(long.match(/.{1,7}/g) ?? [])).text).toBe(long);
    for (let before = 1480; before < 1510; before += 1) expect(translate(`${'好'.repeat(before)}点击那里`).text).not.toContain('点击');
  });

  test('hostile text is translated in time that grows with its length', async () => {
    const texts = [
      '"'.repeat(9000),
      '“'.repeat(9000),
      '[a]('.repeat(3000),
      'click '.repeat(2000),
      '- '.repeat(4000),
      '*a'.repeat(4000),
      'open a '.repeat(2000),
      'a1'.repeat(5000),
      '你可以'.repeat(3000),
      ' '.repeat(9000),
      '((((('.repeat(2000),
    ];
    const tookMs = await quickest(3_000, () => timeOf(() => texts.forEach((text) => void translate(text))));
    expect(tookMs).toBeLessThan(3_000);
  });
});
