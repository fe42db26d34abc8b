/** A sentence longer than this is given out in parts, at a place where no word is cut. */
const SENTENCE_LIMIT_CHARS = 1_500;

/** Characters that a phrase to be translated may go on after; a long text is not cut behind them. */
const INSIDE_A_PHRASE = /[\w\s点单双轻按打拖导预时在间线轴的中上里]/;

const FULL_STOPS = '。！？…';
const HALF_STOPS = '.!?';
const CLOSERS = '”’」』》）)"\'*`';
const OPENING = '“「『《（';
const CLOSING = '”」』》）';

export type SentenceCutter = {
  /** Takes text cut anywhere and gives the sentences it completed. Together they are the text, no character more or less. */
  push: (text: string) => string[];
  /** What is left. */
  flush: () => string[];
};

/** Cuts a stream of text into sentences: each ends with its marks and begins with the white space before it. */
export function createSentenceCutter(): SentenceCutter {
  let held = '';
  const take = (length: number): string => {
    const sentence = held.slice(0, length);
    held = held.slice(length);
    return sentence;
  };

  return {
    push: (text) => {
      held += text;
      const sentences: string[] = [];
      for (let end = endOfSentence(held); end !== undefined; end = endOfSentence(held)) sentences.push(take(end));
      while (held.length > SENTENCE_LIMIT_CHARS) sentences.push(take(placeToCut(held)));
      return sentences;
    },
    flush: () => (held === '' ? [] : [take(held.length)]),
  };
}

/** Length of the first sentence; `undefined` as long as what may follow could still belong to it. */
function endOfSentence(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (OPENING.includes(char)) depth += 1;
    if (CLOSING.includes(char)) depth = Math.max(0, depth - 1);
    // A line end closes what someone forgot to close. Empty lines belong to the sentence after them.
    if (char === '\n' && text.slice(0, at).trim() !== '') return at + 1;
    if (char === '\n') depth = 0;
    if (depth > 0 || !isStop(text, at)) continue;
    let end = at + 1;
    while (end < text.length && (CLOSERS.includes(text.charAt(end)) || isStop(text, end))) end += 1;
    return end < text.length ? end : undefined;
  }
  return undefined;
}

/** Whether a mark ends a sentence: not the point in a number, an address, or after the number of a list. */
function isStop(text: string, at: number): boolean {
  const char = text.charAt(at);
  if (FULL_STOPS.includes(char)) return true;
  if (!HALF_STOPS.includes(char)) return false;
  const next = text.charAt(at + 1);
  if (char === '.' && /^\s*\d+$/.test(text.slice(0, at))) return false;
  return next === '' || /[\s”’」』》）)"'*`.!?]|[\u3000-\uffff]/.test(next);
}

function placeToCut(text: string): number {
  for (let at = SENTENCE_LIMIT_CHARS; at > SENTENCE_LIMIT_CHARS / 2; at -= 1) {
    if (!INSIDE_A_PHRASE.test(text.charAt(at - 1))) return at;
  }
  const space = text.lastIndexOf(' ', SENTENCE_LIMIT_CHARS);
  return space > 0 ? space : SENTENCE_LIMIT_CHARS;
}
