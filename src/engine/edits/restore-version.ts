import type { EngineDraft } from '../draft.ts';
import type { EditContext } from './context.ts';
import type { EditOf } from './edit.ts';
import { EditRefused } from './refused.ts';

/** A draft of the history in place of this one. `n` counts from 1, the oldest. The caller moves the history along. */
export function restoreVersion(draft: EngineDraft, { to }: EditOf<'restore_version'>, { history }: EditContext): EngineDraft {
  if (to === 'previous') return found(history.past.at(-1), 'no_undo');
  if (to === 'next') return found(history.future[0], 'no_redo');
  if (to === 'first') return found(history.past[0], 'no_undo');
  return found([...history.past, draft, ...history.future][to - 1], 'no_undo');
}

function found(draft: EngineDraft | undefined, code: 'no_undo' | 'no_redo'): EngineDraft {
  if (!draft) throw new EditRefused(code);
  return draft;
}
