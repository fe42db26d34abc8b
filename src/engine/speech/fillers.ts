/** Sounds people make while they think, alone in a word of their own. */
const fillers = new Set(['嗯', '呃', '额', '啊', '那个', '就是', '这个', 'um', 'uh', 'uhm', 'umm', 'er', 'erm', 'hmm', 'like']);

export const isFiller = (word: string): boolean =>
  fillers.has(
    word
      .trim()
      .toLowerCase()
      .replace(/[\s,.，。、…!?！？]+/g, ''),
  );
