import { expect, test, vi } from 'vitest';
import { ask } from '../../../src/app/platform/dialog.weapp.ts';
import { en } from '../../../src/app/strings/en.ts';
import { zhCN } from '../../../src/app/strings/zh-CN.ts';

type Modal = { confirmText: string; cancelText: string; success: (answer: { confirm: boolean }) => void; fail: () => void };
type List = { alertText: string; itemList: string[]; success: (answer: { tapIndex: number }) => void };

const isTooLong = (text: string): boolean => [...text].length > (/^[\x20-\x7e]*$/.test(text) ? 8 : 4) && text !== '';

/** A phone whose person says yes. As WeChat's, it refuses a question with long words on its buttons. */
function phone(): { shown: string[][] } {
  const shown: string[][] = [];
  vi.stubGlobal('wx', {
    showModal: ({ confirmText, cancelText, success, fail }: Modal) => {
      if (isTooLong(confirmText) || isTooLong(cancelText)) return fail();
      shown.push([confirmText, cancelText]);
      success({ confirm: true });
    },
    showActionSheet: ({ itemList, success }: List) => {
      shown.push(itemList);
      success({ tapIndex: 0 });
    },
  });
  return { shown };
}

test.each([
  ['short Chinese', '继续上传', '取消'],
  ['long Chinese', zhCN['upload.cell_go'], zhCN['upload.cell_wait']],
  ['long English', en['upload.cell_go'], en['upload.cell_wait']],
  ['erasing in English', en['settings.wipe_ok'], en['common.cancel']],
])('a question is asked and answered with %s words', async (_, yes, no) => {
  const { shown } = phone();
  expect(await ask({ title: '?', yes, no })).toBe(true);
  expect(shown).toEqual([[yes, no]]);
});
