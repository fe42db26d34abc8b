import type { ClipFacts, EngineDraft } from './draft.ts';
import type { ClipWords, DraftHistory } from './edits/context.ts';

export type TurnStep =
  | { type: 'text'; text: string }
  | { type: 'call'; name: string; args: Record<string, unknown> }
  | { type: 'result'; name: string; response: Record<string, unknown>; draft?: EngineDraft };

export type TurnSession = {
  clips: ClipFacts[];
  draft: EngineDraft;
  history: DraftHistory;
  dialogue: { text: string; reply: string }[];
  language: string;
};

export type Analyse = {
  speech: (clip: string) => Promise<ClipFacts['speech']>;
  shaky: (clip: string) => Promise<ClipFacts['shaky']>;
  words: (clip: string) => Promise<ClipWords | undefined>;
};

export type RunTurn = (turn: { text: string; session: TurnSession; analyse?: Analyse; signal: AbortSignal }) => AsyncGenerator<TurnStep>;
