/** What browsers without `isComposing` on this key say while an input method has it. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Enter sends and Shift + Enter breaks the line, but not while an input method is choosing characters. On the browser's own field, in place of
 * Taro's listener: that one tells of every Enter alike, and would send half a word of Pinyin.
 */
export const sendKey = (onSend: () => void): Readonly<Record<string, unknown>> => ({
  nativeProps: {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD) return;
      event.preventDefault();
      onSend();
    },
  },
});
