import { ApiError } from '../../contract/error.ts';
import { EngineDraft } from '../draft.ts';
import type { Session } from '../store/sessions.ts';
import { checkClips } from './render-draft.ts';

/** A draft to be put back, exactly as it came. It is one of this engine's, and names only clips that the session has. */
export function readRestoredDraft(value: unknown, session: Session): EngineDraft {
  const read = EngineDraft.safeParse(value);
  if (!read.success) throw new ApiError('bad_request', `the draft is not one of this engine's: ${read.error.issues[0]?.path.join('.')}`);
  checkClips(read.data, session);
  return read.data;
}
