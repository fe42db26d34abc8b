import type { ClipFacts, EngineDraft } from '../draft.ts';

/** A word heard in a clip; ms of the clip. */
export type Word = { text: string; startMs: number; endMs: number };

/** What was heard in a clip. `translations` are of whole cues, keyed by language and then by the cue's text. */
export type ClipWords = { language: string; words: Word[] };

/** Drafts before the present one, newest last, and drafts undone, next one first. */
export type DraftHistory = { past: EngineDraft[]; future: EngineDraft[] };

/** Speech made from text, kept as a clip. */
export type SpokenText = { clip: string; durationMs: number };

/** All an edit may know beside the draft and its arguments. */
export type EditContext = {
  clips: ClipFacts[];
  history: DraftHistory;
  /** By clip id; absent where nobody listened. */
  words?: Record<string, ClipWords>;
  /** By the text asked for. */
  spoken?: Record<string, SpokenText>;
  /** Whose words name what is made here, such as a bed of music; English where nobody says. */
  language?: 'zh-CN' | 'en';
  /** Caption text → its translation, by language. */
  translate?: (text: string, language: 'zh' | 'en') => string | undefined;
};

export const clipOf = (context: EditContext, id: string): ClipFacts | undefined => context.clips.find((clip) => clip.id === id);
