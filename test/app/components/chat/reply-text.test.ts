import { expect, test } from 'vitest';
import { isLongReply, paragraphsOf } from '../../../../src/app/components/chat/reply-text.ts';

test('an empty line begins a new paragraph, a line break does not', () => {
  expect(paragraphsOf('一\n二\n\n\n三\n\n')).toEqual(['一\n二', '三']);
});

test.each([
  ['eight full lines', '字'.repeat(21 * 8), false],
  ['one character more', '字'.repeat(21 * 8 + 1), true],
  ['twice as many Latin letters', 'a'.repeat(42 * 8), false],
  ['nine short lines', Array.from({ length: 9 }, () => '行').join('\n'), true],
])('%s: folded is %s', (_, text, isLong) => {
  expect(isLongReply(text)).toBe(isLong);
});
