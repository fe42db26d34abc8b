import type { EngineDraft, TextSegment } from '../draft.ts';
import { cuesOfLines, cuesOfWords, spokenStretches } from '../speech/cues.ts';
import type { EditContext } from './context.ts';
import type { Cue, EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { addTexts, captionsOf, idMaker, mapTexts } from './tracks.ts';
import { withLook } from './words.ts';

type Language = 'zh' | 'en';

/** Captions in place of the captions there are: from what was heard, from lines timed to the speech, or timed already. */
export function addCaptions(draft: EngineDraft, edit: EditOf<'add_captions'>, context: EditContext): EngineDraft {
  if (draft.d === 0) throw new EditRefused('nothing_there');
  if (edit.from === 'captions') return inOtherLanguages(draft, edit.languages ?? [], context);
  const cues = cuesFor(draft, edit, context).filter((cue) => cue.startMs < draft.d);
  if (cues.length === 0) throw new EditRefused(edit.from === 'words' ? 'no_words' : 'nothing_there');
  const bare = edit.append ? draft : mapTexts(draft, (text) => (text.role === 'caption' ? [] : [text]));
  const makeId = idMaker(draft);
  const captions = cues.map((cue): TextSegment => {
    const s = Math.round(cue.startMs);
    const d = Math.max(1, Math.round(Math.min(cue.endMs, draft.d)) - s);
    return withLook({ id: makeId('t'), role: 'caption', s, d, tx: cue.text, lang: languageOf(cue.text) }, edit.look ?? {});
  });
  return addTexts(bare, captions);
}

function cuesFor(draft: EngineDraft, edit: EditOf<'add_captions'>, context: EditContext): Cue[] {
  if (edit.from === 'cues') return edit.cues ?? [];
  if (edit.from === 'lines') return cuesOfLines(edit.lines ?? [], spokenStretches(draft, context.clips), draft.d);
  const heard = cuesOfWords(draft, context.words ?? {});
  return edit.languages ? inLanguages(heard, edit.languages, context) : heard;
}

/** Each cue in the languages asked for, a line each; a line that needs a translation nobody can make refuses the edit. */
const inLanguages = (cues: Cue[], languages: Language[], context: EditContext): Cue[] =>
  cues.map((cue) => ({ ...cue, text: wordsIn(cue.text, languages, context) }));

/** The captions there are, in other words at the same times and with the same looks. */
function inOtherLanguages(draft: EngineDraft, languages: Language[], context: EditContext): EngineDraft {
  const captions = captionsOf(draft);
  if (captions.length === 0) throw new EditRefused('no_captions');
  const isSo = captions.every(({ tx }) => tx.split('\n').map(languageOf).join() === languages.join());
  if (isSo) throw new EditRefused('already_so');
  return mapTexts(draft, (text) => {
    if (text.role !== 'caption') return [text];
    const tx = wordsIn(text.tx, languages, context);
    return [{ ...text, tx, lang: languageOf(tx) }];
  });
}

/** A text in some languages, a line each: as it stands where it is in that language, else translated. */
function wordsIn(text: string, languages: Language[], { translate }: EditContext): string {
  const said = text.split('\n');
  const lines = languages.map((language) => said.find((line) => languageOf(line) === language) ?? translate?.(said[0] ?? '', language));
  if (lines.some((line) => line === undefined)) throw new EditRefused('no_translation');
  return lines.join('\n');
}

export const languageOf = (text: string): Language => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');
