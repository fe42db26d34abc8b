import type { EngineDraft, TextSegment } from '../draft.ts';
import { cuesOfLines, cuesOfWords, spokenStretches } from '../speech/cues.ts';
import type { EditContext } from './context.ts';
import type { Cue, EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';
import { addTexts, idMaker, mapTexts } from './tracks.ts';
import { withLook } from './words.ts';

type Language = 'zh' | 'en';

/** Captions in place of the captions there are: from what was heard, from lines timed to the speech, or timed already. */
export function addCaptions(draft: EngineDraft, edit: EditOf<'add_captions'>, context: EditContext): EngineDraft {
  if (draft.d === 0) throw new EditRefused('nothing_there');
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
function inLanguages(cues: Cue[], languages: Language[], { translate }: EditContext): Cue[] {
  return cues.map((cue) => {
    const heard = languageOf(cue.text);
    const lines = languages.map((language) => (language === heard ? cue.text : translate?.(cue.text, language)));
    if (lines.some((line) => line === undefined)) throw new EditRefused('no_translation');
    return { ...cue, text: lines.join('\n') };
  });
}

export const languageOf = (text: string): Language => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');
