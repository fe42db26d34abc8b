import { ApiError } from '../../contract/error.ts';
import { restoreState } from '../../contract/upstream/state.ts';
import { diffTimelines } from '../../timeline/diff.ts';
import { readTimeline } from '../../timeline/read.ts';
import type { Clock } from '../clock.ts';
import type { Timings } from '../settings.ts';
import { listClips } from '../store/clips.ts';
import type { Database } from '../store/database.ts';
import * as projects from '../store/projects.ts';
import type { Held } from '../turn/hold.ts';
import { sendMessage } from '../turn/send.ts';
import { TimedOut } from '../turn/watch.ts';
import type { Account } from '../upstream/account.ts';
import type { Upstream } from '../upstream/client.ts';
import { UpstreamFailure } from '../upstream/failure.ts';
import { readUpstreamState } from '../upstream/state.ts';
import { draftOf, EMPTY_DRAFT } from './keep.ts';

type Restoring = {
  db: Database;
  clock: Clock;
  timings: Timings;
  upstream: Upstream;
  account: Account;
  sessionId: string;
  signal: AbortSignal;
};

/**
 * Makes the upstream's draft that of the version shown, after an undo or a lost session, and reads it back to be sure: an edit on another
 * draft would change what the person does not see. Throws `session_lost` where clips are gone that it needs, `conflict` otherwise.
 */
export async function restoreShown(restoring: Restoring, project: projects.ProjectRow): Promise<void> {
  if (project.version === project.upstreamVersion) return;
  const { db, account, sessionId, signal, upstream } = restoring;
  const draft = await draftOf(db, project.id, project.version);
  if (upstream.kind === 'engine') await account.ask(restoreState, { params: { sessionId }, text: `{"draft":${draft}}`, signal });
  // After a kill it may have been done already, and asking again would be charged again.
  else if (!(await isThere(restoring, draft))) await instruct(restoring, draft);
  if (!(await isThere(restoring, draft))) {
    const isLost = (await listClips(db, [project.id])).some((clip) => clip.lost);
    throw new ApiError(isLost ? 'session_lost' : 'conflict', `the upstream could not go back to version ${project.version}`);
  }
  await projects.changeProject(db, project.id, { upstreamVersion: project.version });
}

async function isThere({ account, sessionId, signal }: Restoring, draft: string): Promise<boolean> {
  const state = await readUpstreamState(account, sessionId, signal);
  const { changes } = diffTimelines(readTimeline(JSON.parse(draft)), readTimeline(JSON.parse(state.draft ?? EMPTY_DRAFT)));
  return changes.length === 0;
}

/** Words for the upstream alone. The stream is held to its end; one that broke is waited for in the state. */
async function instruct(restoring: Restoring, draft: string): Promise<void> {
  const { clock, timings, signal } = restoring;
  const held = await holdSilently(restoring, draft);
  if (held?.error !== undefined) throw held.error;
  if (held !== undefined) return;
  for (let looks = 0; looks < timings.settleReads; looks += 1) {
    await clock.wait(looks === 0 ? timings.settleFirstMs : timings.settleEveryMs, signal);
    if (await isThere(restoring, draft)) return;
  }
}

/** Nothing of it reaches the person. `undefined` when the message may have been received and nobody said how it ended. */
async function holdSilently(restoring: Restoring, draft: string): Promise<Held | undefined> {
  const { account, upstream, sessionId, signal } = restoring;
  const text = `Restore the timeline to exactly this draft. Change nothing else, add nothing, ask nothing.\n${draft}`;
  const silently = { me: account, markSent: async () => {}, holding: { ...restoring, say: () => {} } };
  const isUntouched = async () => !(await isThere(restoring, draft));
  try {
    return await sendMessage({ ...silently, isUntouched, upstream, sessionId, text, signal });
  } catch (cause) {
    const isUnknown = cause instanceof TimedOut || (cause instanceof UpstreamFailure && cause.reached === 'maybe');
    if (signal.aborted || !isUnknown) throw cause;
    return undefined;
  }
}
