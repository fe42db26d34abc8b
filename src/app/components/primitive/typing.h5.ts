import { flushSync } from 'react-dom';

/** What browsers without `isComposing` on this key say while an input method has it. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Told to the browser's own field inside of Taro's, which takes no name from without. Enter sends and Shift + Enter breaks the line, but not
 * while an input method is choosing characters: Taro's own listener tells of every Enter alike, and would send half a word of Pinyin.
 */
export const field = ({ label, onSend }: { label: string; onSend?: () => void }): Readonly<Record<string, unknown>> => ({
  nativeProps: {
    'aria-label': label,
    onKeyDown: (event: KeyboardEvent) => {
      if (onSend === undefined || event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD)
        return;
      event.preventDefault();
      onSend();
    },
  },
});

/** At once: Taro's field draws its `value` a moment later, and one that is a letter behind would take that letter from a fast typist. */
export const typing =
  (take: (words: string) => void) =>
  ({ detail }: { detail: { value: string } }): void =>
    flushSync(() => take(detail.value));
