import { expect, test } from 'vitest';
import { nameFiles, shownName } from '../../../../src/app/pages/words/file-names.ts';
import { createTranslate } from '../../../../src/app/strings/translate.ts';

const t = createTranslate('zh-CN');
const file = (name: string, isNameless = true) => ({ path: name, name, sizeBytes: 1, ...(isNameless ? { isNameless } : {}) });

test('what the album gives no name for is counted, after what is there already', () => {
  const named = nameFiles([file('tmp_9f3a.mp4'), file('tmp_77.jpg')], 2, t);
  expect(named.map(({ name }) => name)).toEqual(['视频 3.mp4', '照片 4.jpg']);
  expect(named.map(shownName)).toEqual(['视频 3', '照片 4']);
});

test("a person's own name stays", () => {
  const [own] = nameFiles([file('海边.mov', false)], 0, t);
  expect(own && shownName(own)).toBe('海边.mov');
});
