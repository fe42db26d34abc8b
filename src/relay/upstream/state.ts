import { readState, type UpstreamState } from '../../contract/upstream/state.ts';
import type { Account } from './account.ts';
import { rawAt } from './raw.ts';

/** What the upstream keeps of a session. `draft` is JSON, byte for byte as it came; `undefined` when there is none yet. */
export type State = { draft?: string; clips: NonNullable<UpstreamState['video_infos']> };

export async function readUpstreamState(account: Account, sessionId: string, signal?: AbortSignal): Promise<State> {
  const { data, text } = await account.ask(readState, { params: { sessionId }, signal });
  const draft = rawAt(text, ['data', 'state', 'draft']) ?? rawAt(text, ['state', 'draft']);
  return { clips: data.state.video_infos ?? [], ...(draft !== undefined && !isEmpty(draft) && { draft }) };
}

/** Before the first clip the draft is `{}`, `null` or not there. */
const isEmpty = (draft: string): boolean => /^(null|\{\s*\})$/.test(draft);
