import type { ClipFacts, EngineDraft } from '../draft.ts';
import type { ClipWords } from '../edits/context.ts';
import type { Cue } from '../edits/edit.ts';
import { filmOf } from '../edits/tracks.ts';
import { alignLines } from './align.ts';

type Stretch = { startMs: number; endMs: number };

/** A word on the timeline; `fresh` begins a segment, `glue` is what stands between it and the word before. */
export type FilmWord = Stretch & { text: string; fresh: boolean; glue: '' | ' ' };

/** Limits of a cue that can be read: ms, and widths where a Chinese character counts 2. */
const LONGEST_CUE_MS = 5_000;
const WIDEST_CUE = 36;
const PAUSE_MS = 600;
/** A cue stays this long after its last word, if nothing follows. */
const LINGER_MS = 200;

const isHan = (text: string) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(text);
const widthOf = (text: string): number => [...text].reduce((sum, c) => sum + (isHan(c) ? 2 : 1), 0);

/** The words heard in the film's pieces, at their place on the timeline. Words cut away are left out. */
export function wordsOnFilm(draft: EngineDraft, words: Record<string, ClipWords>): FilmWord[] {
  return filmOf(draft).flatMap((segment) => {
    if (segment.freeze || segment.reverse || segment.vol === 0) return [];
    const speed = segment.speed ?? 1;
    const at = (ms: number) => Math.round(segment.s + (Math.min(segment.out, Math.max(segment.in, ms)) - segment.in) / speed);
    const inside = (words[segment.src]?.words ?? []).filter((word) => {
      const middle = (word.startMs + word.endMs) / 2;
      return middle >= segment.in && middle < segment.out && word.text.trim() !== '';
    });
    return inside.map((word, i): FilmWord => {
      const text = word.text.trim();
      const last = inside[i - 1]?.text.trim().at(-1) ?? '';
      const glue = i === 0 || (isHan(last) && isHan(text.charAt(0))) || /^[,.!?，。！？、；;:]/.test(text) ? '' : ' ';
      return { text, startMs: at(word.startMs), endMs: Math.max(at(word.startMs) + 1, at(word.endMs)), fresh: i === 0, glue };
    });
  });
}

/** Captions from the words heard: broken at sentence ends, pauses, cuts, and before a cue gets too wide or too long. */
export function cuesOfWords(draft: EngineDraft, words: Record<string, ClipWords>): Cue[] {
  const cues: Cue[] = [];
  for (const word of wordsOnFilm(draft, words)) {
    const open = cues.at(-1);
    const fits =
      open &&
      !word.fresh &&
      word.startMs - open.endMs <= PAUSE_MS &&
      word.endMs - open.startMs <= LONGEST_CUE_MS &&
      widthOf(open.text + word.glue + word.text) <= WIDEST_CUE &&
      !/[。！？!?.；;]$/.test(open.text);
    if (fits) cues[cues.length - 1] = { ...open, text: open.text + word.glue + word.text, endMs: word.endMs };
    else cues.push({ text: word.text, startMs: word.startMs, endMs: word.endMs });
  }
  return cues.map((cue, i) => ({
    startMs: cue.startMs,
    endMs: Math.max(cue.startMs + 1, Math.min(cue.endMs + LINGER_MS, cues[i + 1]?.startMs ?? draft.d, draft.d)),
    text: tidy(cue.text),
  })).filter((cue) => cue.text !== '');
}

/** Captions carry no closing comma or full stop. */
const tidy = (text: string): string => text.replace(/[，。,.、；;]+$/u, '').trim();

/** Speech on the timeline. */
export function spokenStretches(draft: EngineDraft, clips: ClipFacts[]): Stretch[] {
  const stretches = filmOf(draft).flatMap((segment) => {
    if (segment.freeze || segment.vol === 0) return [];
    const speed = segment.speed ?? 1;
    const at = (ms: number) => Math.round(segment.s + (Math.min(segment.out, Math.max(segment.in, ms)) - segment.in) / speed);
    const speech = clips.find((clip) => clip.id === segment.src)?.speech ?? [];
    return speech.filter((part) => part.endMs > segment.in && part.startMs < segment.out).map((part) => ({ startMs: at(part.startMs), endMs: at(part.endMs) }));
  });
  return stretches.filter((part) => part.endMs > part.startMs).sort((a, b) => a.startMs - b.startMs);
}

/** Lines given by the person, timed to the speech; over a film without speech each gets its share by length. */
export function cuesOfLines(lines: string[], speech: Stretch[], filmMs: number): Cue[] {
  const stretches = speech.length > 0 ? speech : [{ startMs: 0, endMs: filmMs }];
  return alignLines(lines, stretches).map((line) => ({ ...line, text: line.text }));
}
