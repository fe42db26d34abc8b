import { forgetClip } from '../../contract/upstream/clip.ts';
import { forgetSession } from '../../contract/upstream/session.ts';
import type { ClipRow } from '../store/clips.ts';
import type { ProjectRow } from '../store/projects.ts';
import type { Account } from './account.ts';
import type { Upstream } from './client.ts';
import { readClipRecord } from './clip.ts';
import { isSessionLost, UpstreamFailure } from './failure.ts';

type Deps = { upstream: Upstream; account: (personId: string) => Account };

/** Has an engine delete all that it holds of a project. The cloud has no call for it, and keeps files by its own retention. */
export async function forgetProject({ upstream, account }: Deps, { personId, sessionId }: ProjectRow): Promise<void> {
  if (upstream.kind !== 'engine' || sessionId === null) return;
  await account(personId).ask(forgetSession, { params: { sessionId } }).catch(passWhenGone);
}

/** As `forgetProject`, for one clip. Throws `conflict` while the film still uses it. */
export async function forgetOneClip({ upstream, account }: Deps, { personId, sessionId }: ProjectRow, clip: ClipRow): Promise<void> {
  const { id: clipId } = readClipRecord(clip.upstream);
  if (upstream.kind !== 'engine' || sessionId === null || clipId === undefined) return;
  await account(personId).ask(forgetClip, { params: { sessionId, clipId } }).catch(passWhenGone);
}

export function passWhenGone(error: unknown): void {
  if (!(error instanceof UpstreamFailure) || isSessionLost(error) === 'no') throw error;
}
