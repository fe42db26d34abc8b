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
const WIDEST_CUE = 38;
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

/** Captions from the words heard: one for each sentence, and evenly parted where a sentence is too wide or too long to read. */
export function cuesOfWords(draft: EngineDraft, words: Record<string, ClipWords>): Cue[] {
  const cues = runsOf(wordsOnFilm(draft, words)).flatMap(partsOf);
  const lasting = cues.map((cue, i) => ({
    startMs: cue.startMs,
    endMs: Math.max(cue.startMs + 1, Math.min(cue.endMs + LINGER_MS, cues[i + 1]?.startMs ?? draft.d, draft.d)),
    text: tidy(cue.text),
  }));
  return lasting.filter((cue) => cue.text !== '');
}

/** Words said in one breath: up to a sentence's end, a pause, or a cut. */
function runsOf(words: FilmWord[]): FilmWord[][] {
  const runs: FilmWord[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const goesOn = last && !word.fresh && word.startMs - last.endMs <= PAUSE_MS && !/[。！？!?.；;]$/.test(last.text);
    if (run && goesOn) run.push(word);
    else runs.push([word]);
  }
  return runs;
}

/** A run as cues of about the same width; a new one begins after a comma if one is near. */
function partsOf(run: FilmWord[]): Cue[] {
  const width = widthOf(textOf(run));
  const lengthMs = (run.at(-1)?.endMs ?? 0) - (run[0]?.startMs ?? 0);
  const parts = Math.max(1, Math.ceil(width / WIDEST_CUE), Math.ceil(lengthMs / LONGEST_CUE_MS));
  const cues: Cue[] = [];
  let open: FilmWord[] = [];
  const close = () => {
    const [first] = open;
    const last = open.at(-1);
    if (first && last) cues.push({ text: textOf(open), startMs: first.startMs, endMs: last.endMs });
    open = [];
  };
  run.forEach((word, i) => {
    open.push(word);
    const said = widthOf(textOf(run.slice(0, i + 1)));
    const isDue = said >= (width * (cues.length + 1)) / parts - 1;
    const isAtComma = /[，,、：:]$/.test(word.text) && said >= (width * (cues.length + 0.7)) / parts;
    if (cues.length < parts - 1 && (isDue || isAtComma)) close();
  });
  close();
  return cues;
}

const textOf = (words: FilmWord[]): string => words.map((word, i) => (i === 0 ? word.text : word.glue + word.text)).join('');

/** Captions carry no closing comma or full stop. */
const tidy = (text: string): string => text.replace(/[，。,.、；;]+$/u, '').trim();

/** Speech on the timeline. */
export function spokenStretches(draft: EngineDraft, clips: ClipFacts[]): Stretch[] {
  const stretches = filmOf(draft).flatMap((segment) => {
    if (segment.freeze || segment.vol === 0) return [];
    const speed = segment.speed ?? 1;
    const at = (ms: number) => Math.round(segment.s + (Math.min(segment.out, Math.max(segment.in, ms)) - segment.in) / speed);
    const speech = clips.find((clip) => clip.id === segment.src)?.speech ?? [];
    return speech
      .filter((part) => part.endMs > segment.in && part.startMs < segment.out)
      .map((part) => ({ startMs: at(part.startMs), endMs: at(part.endMs) }));
  });
  return stretches.filter((part) => part.endMs > part.startMs).sort((a, b) => a.startMs - b.startMs);
}

/** Lines given by the person, timed to the speech; over a film without speech each gets its share by length. */
export function cuesOfLines(lines: string[], speech: Stretch[], filmMs: number): Cue[] {
  const stretches = speech.length > 0 ? speech : [{ startMs: 0, endMs: filmMs }];
  return alignLines(lines, stretches).map((line) => ({ ...line, text: line.text }));
}
