import { ApiError } from '../../contract/error.ts';
import { startSession } from '../../contract/upstream/session.ts';
import { readState } from '../../contract/upstream/state.ts';
import * as clips from '../store/clips.ts';
import type { Database } from '../store/database.ts';
import * as projects from '../store/projects.ts';
import type { Accounts } from './account.ts';
import { attachClip } from './attach.ts';
import type { Upstream } from './client.ts';
import { isSessionLost, UpstreamFailure } from './failure.ts';
import { singleFlight } from './flight.ts';
import type { Pause } from './pause.ts';

/** Names of the clips that a new session could not be given. */
type Lost = { lostClips: string[] };

export type Sessions = {
  of: (projectId: string, pause?: Pause) => Promise<string>;
  /** Runs with the project's session; when the upstream has lost it, once more with a new one. */
  within: <Result>(projectId: string, run: (sessionId: string) => Promise<Result>, options?: Within) => Promise<Result>;
};

type Within = { onRenewed?: (lost: Lost) => void | Promise<void>; pause?: Pause };

type Deps = { db: Database; upstream: Upstream; account: Accounts };

export function createSessions(deps: Deps): Sessions {
  const flight = singleFlight<Opened>();
  const of = async (projectId: string, pause?: Pause): Promise<string> => {
    const project = await ownProject(deps.db, projectId);
    return project.sessionId ?? (await flight(projectId, () => open(deps, { projectId, pause }))).sessionId;
  };
  return {
    of,
    within: async (projectId, run, { onRenewed, pause } = {}) => {
      const sessionId = await of(projectId, pause);
      try {
        return await run(sessionId);
      } catch (error) {
        if (!(error instanceof UpstreamFailure) || !(await isLost(deps, { projectId, sessionId, error, pause }))) throw error;
        const renewed = await flight(projectId, () => renew(deps, { projectId, pause }, sessionId));
        await onRenewed?.({ lostClips: renewed.lostClips });
        return run(renewed.sessionId);
      }
    },
  };
}

type Opened = { sessionId: string } & Lost;
type Opening = { projectId: string; pause?: Pause };

async function isLost(
  { db, account }: Deps,
  { projectId, sessionId, error, pause }: Opening & { sessionId: string; error: UpstreamFailure },
): Promise<boolean> {
  const verdict = isSessionLost(error);
  if (verdict !== 'maybe') return verdict === 'yes';
  const { personId } = await ownProject(db, projectId);
  return account(personId, pause)
    .ask(readState, { params: { sessionId } })
    .then(
      () => false,
      (cause: unknown) => cause instanceof UpstreamFailure && isSessionLost(cause) !== 'no',
    );
}

async function ownProject(db: Database, projectId: string): Promise<projects.ProjectRow> {
  const project = await projects.readAnyProject(db, projectId);
  if (project === undefined) throw new ApiError('not_found', 'the project was deleted');
  return project;
}

/** A session with the clips that the project has. It counts only when it has them: a kill in between leaves the project without one. */
async function open(deps: Deps, { projectId, pause }: Opening): Promise<Opened> {
  const { db } = deps;
  const project = await ownProject(db, projectId);
  if (project.sessionId !== null) return { sessionId: project.sessionId, lostClips: [] };
  const account: Accounts = (personId) => deps.account(personId, pause);
  const { data } = await account(project.personId).ask(startSession, { body: { task_name: 'project', language: project.language } });
  const lostClips = await attachAll({ ...deps, account }, { sessionId: data.session_id, project });
  await projects.changeProject(db, projectId, { sessionId: data.session_id, taskId: data.task_id ?? null });
  return { sessionId: data.session_id, lostClips };
}

/** Names the clips that could not be attached; one that was lost before is named once more. */
async function attachAll(deps: Deps, { sessionId, project }: { sessionId: string; project: projects.ProjectRow }): Promise<string[]> {
  const lostClips: string[] = [];
  for (const clip of await clips.listClips(deps.db, [project.id])) {
    const attached = clip.lost ? undefined : await attachClip(deps, { sessionId, personId: project.personId, clip });
    if (attached === undefined) lostClips.push(clip.name);
    await clips.changeClip(deps.db, clip.id, attached === undefined ? { lost: true } : { upstream: JSON.stringify(attached) });
  }
  return lostClips;
}

/** A new session has no draft: version 0 is what the upstream stands at, so that the next edit restores the one shown. */
async function renew(deps: Deps, opening: Opening, stale: string): Promise<Opened> {
  const project = await ownProject(deps.db, opening.projectId);
  if (project.sessionId !== null && project.sessionId !== stale) return { sessionId: project.sessionId, lostClips: [] };
  await projects.changeProject(deps.db, project.id, { sessionId: null, upstreamVersion: 0 });
  return open(deps, opening);
}
