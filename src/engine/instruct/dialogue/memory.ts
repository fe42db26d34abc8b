import { createHash } from 'node:crypto';
import type { EngineDraft } from '../../draft.ts';
import type { Edit } from '../../edits/edit.ts';

/** A turn that changed the film: its words, made to stand by themselves, and what was done. */
export type Deed = { text: string; edits: Edit[] /** Of the draft as the turn left it. */; mark: string };

/** A question that was asked, and the words it was asked about; `isLost` where those were not understood. */
export type Question = { about: string; question: string; options: string[]; isLost?: true };

/** What the turns so far leave for words that lean on them: `a bit more`, 「第二个」, `no, the first`. */
export type Memory = {
  /** Newest last. */
  done: Deed[];
  /** Gone back from, newest first. */
  undone: Deed[];
  question?: Question;
  /** Clips there were: those that came since are what the next words are about. */
  clipCount: number;
};

export const noMemory: Memory = { done: [], undone: [], clipCount: 0 };

/** Tells one draft from another; short, as it is kept with every turn. */
export const markOf = (draft: EngineDraft): string => createHash('sha1').update(JSON.stringify(draft)).digest('base64url');

/** The turn done last, if the film is still as it left it: only then can it be taken back. */
export const lastDeed = ({ done }: Memory, draft: EngineDraft): Deed | undefined => {
  const last = done.at(-1);
  return last?.mark === markOf(draft) ? last : undefined;
};
