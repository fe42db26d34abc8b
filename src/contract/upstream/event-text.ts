/** Words streamed since the last whole are kept to recognise them when they come again, up to this length. */
const KEPT_LIMIT_CHARS = 200_000;

export type WholeText = {
  /** Words that are only to be added. */
  delta: (text: string) => void;
  /** How much of a whole has been given out as deltas already: its first so many characters. */
  shownOf: (whole: string) => number;
  /** What follows is another message. */
  reset: () => void;
};

/** Remembers what was streamed in pieces, because the same words come once more as a whole at the end. */
export function createWholeText(): WholeText {
  let streamed = '';
  let pieces = 0;
  const reset = () => {
    streamed = '';
    pieces = 0;
  };
  return {
    delta: (text) => {
      streamed = (streamed + text).slice(-KEPT_LIMIT_CHARS);
      pieces += 1;
    },
    shownOf: (whole) => {
      const isRepeat = pieces > 0 && (streamed.startsWith(whole) || streamed.trim().endsWith(whole.trim()));
      if (isRepeat) return whole.length;
      if (pieces > 0 && whole.startsWith(streamed)) return streamed.length;
      // The whole may be trimmed where the pieces were not.
      const start = streamed.trimStart();
      return pieces > 0 && start !== '' && whole.startsWith(start) ? start.length : 0;
    },
    reset,
  };
}
