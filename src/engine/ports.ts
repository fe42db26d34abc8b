import type { ClipFacts, EngineDraft } from './draft.ts';
import type { ClipWords, DraftHistory } from './edits/context.ts';
import type { ProbedClip } from './probe.ts';

/** A clip as rendering needs it. */
export type ClipSource = { path: string; facts: ProbedClip };

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

export type Renderer = {
  render: (work: {
    draft: EngineDraft;
    clips: Map<string, ClipSource>;
    output: string;
    onProgress: (share: number) => void;
    signal: AbortSignal;
  }) => Promise<unknown>;
  prepare: (work: { draft: EngineDraft; clips: Map<string, ClipSource> }) => void;
};
