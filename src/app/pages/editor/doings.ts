import type { SuggestedAction } from '../../../contract/relay/turn.ts';
import type { FailureAction } from '../words/failure-words.ts';

/** What the parts of the editor's page ask of it. */
export type EditorDoings = {
  say(text: string): void;
  stop(): void;
  preview(): void;
  /** Shows another version; undo, redo and restore are this. */
  moveTo(version: number): void;
  follow(action: SuggestedAction): void;
  recover(action: FailureAction, text: string): void;
};
