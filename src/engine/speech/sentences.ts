import type { EngineDraft } from '../draft.ts';
import type { ClipWords } from '../edits/context.ts';
import { wordsOnFilm } from './cues.ts';

export type Sentence = { text: string; startMs: number; endMs: number };

/** A pause that ends a sentence where no mark does. */
const PAUSE_MS = 700;

/** What is said on the timeline, sentence by sentence. */
export function sentencesOf(draft: EngineDraft, words: Record<string, ClipWords>): Sentence[] {
  const sentences: Sentence[] = [];
  let open: Sentence | undefined;
  for (const word of wordsOnFilm(draft, words)) {
    if (open && (word.startMs - open.endMs > PAUSE_MS || /[。！？.!?]\s*$/.test(open.text) || word.fresh)) {
      sentences.push(open);
      open = undefined;
    }
    open = open
      ? { text: open.text + word.glue + word.text, startMs: open.startMs, endMs: word.endMs }
      : { text: word.text, startMs: word.startMs, endMs: word.endMs };
  }
  return open ? [...sentences, open] : sentences;
}

const strongWords = /最|必须|绝对|秘密|千万|竟然|居然|从来|第一|never|always|best|worst|secret|most|only|biggest|why|how|must|changed/gi;

/** How much a sentence promises, for an opening: a number, a question, a strong word; neither a stub nor a speech. */
export function strengthOf(text: string): number {
  const length = [...text].length * (/\p{Script=Han}/u.test(text) ? 3 : 1);
  const fits = length >= 18 && length <= 110 ? 1 : 0;
  return fits * 2 + (text.match(strongWords)?.length ?? 0) * 1.5 + (/[!?！？]/.test(text) ? 1 : 0) + (/\d/.test(text) ? 1 : 0);
}
