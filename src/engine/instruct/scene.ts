import type { ClipFacts, EngineDraft, VideoSegment } from '../draft.ts';
import type { DraftHistory } from '../edits/context.ts';
import type { Edit, TextLook } from '../edits/edit.ts';
import { filmOf } from '../edits/tracks.ts';
import type { Memory } from './dialogue/memory.ts';
import type { Clause } from './token.ts';

export type Language = 'zh-CN' | 'en';

/** What must be listened or looked for before the edits can be done. */
export type Need = 'speech' | 'words' | 'shaky' | 'tags';

/** A question was asked, and the next words may be its answer. */
export type Pending = { for: 'title'; at: 'start' | 'end' | 'whole' | number; forMs?: number; look?: TextLook } | { for: 'lines' };

export type PlanContext = {
  draft: EngineDraft;
  clips: ClipFacts[];
  history: DraftHistory;
  language: Language;
  /** The segment the person pointed at in the app. */
  reference?: { id: string };
  pending?: Pending;
  /** What the turns before leave; absent where there were none. */
  memory?: Memory;
};

export type Plan =
  | { kind: 'edits'; edits: Edit[]; needs: Need[] /** Said beside the receipt. */; notes?: string[] }
  | {
      kind: 'ask';
      question: string;
      options: string[];
      pending?: Pending /** Nothing was understood; the choices are only examples. */;
      isLost?: true;
    }
  | { kind: 'answer'; text: string /** Small talk, left out when there is something to do. */; isTalk?: boolean }
  | { kind: 'decline'; reason: string; alternative: string };

/** What one frame makes of one clause; `nothing` means understood, and nothing to do. */
export type Outcome = Plan | { kind: 'nothing' };

/** What the words may refer to while a message is read, clause by clause. */
export type Scene = PlanContext & {
  film: VideoSegment[];
  /** The kind of thing spoken of last, for clauses that name none. */
  thing?: 'caption' | 'title' | 'music' | 'original' | 'voice' | 'clip' | undefined;
  /** The segments spoken of last. */
  ids?: string[];
  /** Things the person does not want. */
  avoid: Set<string>;
  /** The whole message. */
  text: string;
  clauses: Clause[];
};

/** A frame knows one family of edits; `undefined` when the clause is not of its family. */
export type Frame = (clause: Clause, scene: Scene) => Outcome | undefined;

export const startScene = (context: PlanContext, text: string, clauses: Clause[]): Scene => ({
  ...context,
  film: filmOf(context.draft),
  avoid: new Set(),
  text,
  clauses,
});

export const edits = (...list: Edit[]): Outcome => ({ kind: 'edits', edits: list, needs: [] });
export const nothing: Outcome = { kind: 'nothing' };

/** The sentence in the person's language. */
export const say = (scene: { language: Language }, zh: string, en: string): string => (scene.language === 'en' ? en : zh);

export const ask = (question: string, options: string[], pending?: Pending): Outcome => ({
  kind: 'ask',
  question,
  options,
  ...(pending && { pending }),
});
export const answer = (text: string): Outcome => ({ kind: 'answer', text });
