import { ApiError } from '../../contract/error.ts';
import * as z from '../../contract/schema.ts';
import { RUN_PATH, writeMessage } from '../../contract/upstream/message.ts';
import { restoreState } from '../../contract/upstream/state.ts';
import { diffTimelines } from '../../timeline/diff.ts';
import { readTimeline } from '../../timeline/read.ts';
import type { Database } from '../store/database.ts';
import * as projects from '../store/projects.ts';
import type { Account } from '../upstream/account.ts';
import { readAnswer } from '../upstream/client.ts';
import { UpstreamFailure } from '../upstream/failure.ts';
import { readUpstreamState } from '../upstream/state.ts';
import { draftOf, EMPTY_DRAFT } from './keep.ts';

type Restoring = { db: Database; account: Account; sessionId: string; isExact: boolean; signal: AbortSignal };

/**
 * Makes the upstream's draft that of the version shown, after an undo or a lost session, and reads it back to be sure. Throws
 * `conflict` when it is not: an edit on another draft would change what the person does not see.
 */
export async function restoreShown(restoring: Restoring, project: projects.ProjectRow): Promise<void> {
  if (project.version === project.upstreamVersion) return;
  const draft = await draftOf(restoring.db, project.id, project.version);
  const { account, sessionId, signal } = restoring;
  if (restoring.isExact) await account.ask(restoreState, { params: { sessionId }, text: `{"draft":${draft}}`, signal });
  else await instruct(restoring, draft);
  const state = await readUpstreamState(account, sessionId, signal);
  const left = diffTimelines(readTimeline(JSON.parse(draft)), readTimeline(JSON.parse(state.draft ?? EMPTY_DRAFT))).changes;
  if (left.length > 0) throw new ApiError('conflict', `the upstream could not go back to version ${project.version}`);
  await projects.changeProject(restoring.db, project.id, { upstreamVersion: project.version });
}

/** Words for the upstream alone. It is read to its end, and nothing of it reaches the person. */
async function instruct({ account, sessionId, signal }: Restoring, draft: string): Promise<void> {
  const text = `Restore the timeline to exactly this draft. Change nothing else, add nothing, ask nothing.\n${draft}`;
  const response = await account.send({
    method: 'POST',
    path: RUN_PATH,
    purpose: 'events',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify(writeMessage(sessionId, text)),
    signal,
  });
  const isStream = String(response.headers['content-type'] ?? '').includes('event-stream');
  if (!isStream) return void (await readAnswer(z.unknown(), response));
  try {
    for await (const piece of response.body) void piece;
  } catch (cause) {
    // A broken stream is settled by the state that is read next.
    if (signal.aborted || cause instanceof UpstreamFailure) throw cause;
  }
}
