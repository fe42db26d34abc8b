import { ApiError } from '../../contract/error.ts';
import type { Reference, Route } from '../../contract/relay/turn.ts';
import { UPSTREAM_CODE } from '../../contract/upstream/envelope.ts';
import { createJobs } from '../jobs.ts';
import { createQueue, type Queue } from '../queue.ts';
import type { Database } from '../store/database.ts';
import * as projects from '../store/projects.ts';
import * as store from '../store/turns.ts';
import { UpstreamFailure } from '../upstream/failure.ts';
import type { Pause } from '../upstream/pause.ts';
import { readUpstreamState } from '../upstream/state.ts';
import { keepDraft } from '../version/keep.ts';
import { restoreShown } from '../version/restore.ts';
import { routeWords } from '../words/route.ts';
import { giveUpTurn, runTurn } from './run.ts';
import { Stopped, type TurnDeps } from './running.ts';

/** `isEdit`: the words were asked for as an instruction and go upstream whatever they look like. */
type Asked = { text: string; reference?: Reference; requestKey?: string; isEdit?: boolean };

export type Turns = {
  /** The same `requestKey` gives the same turn; a new one waits for those before it in its project. */
  start: (project: projects.ProjectRow, asked: Asked) => Promise<store.TurnRow>;
  stop: (turn: store.TurnRow) => Promise<void>;
  /** Ends all turns of a project that is about to be deleted. */
  abandon: (projectId: string) => Promise<void>;
  /** Stores the draft as an upload changed it; left to the turn where one is running. */
  sync: (projectId: string) => Promise<void>;
  /** Makes the upstream's draft the one shown, before something is added to it. */
  restore: (projectId: string, pause?: Pause) => Promise<void>;
  /** Goes on with every turn that has not ended. */
  resume: () => Promise<void>;
  /** Ends when that turn has ended here. */
  ended: (turnId: string) => Promise<void>;
  /** Stops reading; the turns go on at the next start. */
  close: () => Promise<void>;
};

export function createTurns(deps: TurnDeps & { suspects: Queue }): Turns {
  const queue = createQueue();
  const closing = new AbortController();
  const jobs = createJobs(
    { ...deps, queue },
    {
      run: (turnId, signal) => runTurn({ ...deps, signal }, turnId),
      countStart: (turnId, by) => store.countStart(deps.db, turnId, by),
      giveUp: (turnId) => giveUpTurn(deps, turnId),
    },
  );
  const jobOf = ({ id, projectId, starts }: store.TurnRow) => ({ id, lane: projectId, starts });
  const sync = (projectId: string) => queue.run(projectId, () => syncDraft(deps, projectId));
  /** The clip is there and told, and nobody waits for its draft: one that may not be read now is read a while later. */
  const syncLater = (projectId: string) => (error: unknown) => {
    if (!(error instanceof UpstreamFailure) || error.code !== UPSTREAM_CODE.rateLimited) throw error;
    const later = deps.clock.wait(deps.timings.rateLimitMs, closing.signal).then(() => sync(projectId));
    later.catch((cause: unknown) => deps.log.warn({ projectId, err: cause }, 'the draft after an upload could not be read'));
  };
  return {
    start: async (project, asked) => {
      const turn = await createTurn(deps, project, { ...asked, ahead: queue.length(project.id) });
      if (turn.state === 'queued') jobs.launch(jobOf(turn));
      return turn;
    },
    stop: async (turn) => {
      if (turn.state === 'done') return;
      await store.changeTurn(deps.db, turn.id, { stopAsked: true });
      jobs.abort([turn.id], new Stopped());
    },
    abandon: async (projectId) => {
      const turnIds = jobs.idsIn(projectId);
      jobs.abort(turnIds, new Stopped());
      await jobs.ended(turnIds);
    },
    sync: async (projectId) => {
      if (queue.length(projectId) === 0) await sync(projectId).catch(syncLater(projectId));
    },
    restore: async (projectId, pause) => {
      const project = await ownProject(deps.db, projectId);
      if (project.version !== project.upstreamVersion && project.sessionId !== null)
        await queue.run(projectId, () => restore(deps, { projectId, signal: closing.signal, pause }));
    },
    resume: async () => jobs.resume((await store.listOpenTurns(deps.db)).map(jobOf)),
    ended: (turnId) => jobs.ended([turnId]),
    close: async () => {
      closing.abort(new Error('the relay stops'));
      await jobs.close();
      await queue.drained();
      await deps.journal.settled();
    },
  };
}

/** A route other than `edit` ends at once: the app opens the journey it names. */
async function createTurn(
  { db, clock, journal }: TurnDeps,
  project: projects.ProjectRow,
  { ahead, ...asked }: Asked & { ahead: number },
): Promise<store.TurnRow> {
  const route: Route = asked.reference === undefined && asked.isEdit !== true ? routeWords(asked.text) : 'edit';
  const reference = asked.reference && JSON.stringify(asked.reference);
  const at = clock.now();
  const { turn, isNew } = await store.createTurn(db, {
    text: asked.text,
    requestKey: asked.requestKey,
    projectId: project.id,
    reference,
    route,
    at,
  });
  if (!isNew) return turn;
  await projects.changeProject(db, project.id, { updatedAt: at });
  await journal.open(turn.id);
  if (route === 'edit') {
    if (ahead > 0) journal.append(turn.id, { type: 'queued', position: ahead });
    return turn;
  }
  journal.append(turn.id, { type: 'done', outcome: 'answered' });
  await journal.settled();
  await store.changeTurn(db, turn.id, { state: 'done' });
  return { ...turn, state: 'done' };
}

async function ownProject(db: Database, projectId: string): Promise<projects.ProjectRow> {
  const project = await projects.readAnyProject(db, projectId);
  if (project === undefined) throw new ApiError('not_found', 'the project was deleted');
  return project;
}

async function syncDraft({ db, clock, account, sessions }: TurnDeps, projectId: string): Promise<void> {
  const project = await ownProject(db, projectId);
  const state = await sessions.within(projectId, (sessionId) => readUpstreamState(account(project.personId), sessionId));
  if (state.draft !== undefined) await keepDraft(db, project, { draft: state.draft, at: clock.now() });
}

type Restoring = { projectId: string; signal: AbortSignal; pause?: Pause };

/** Where clips are gone for good the draft is too: the clip that is about to come is how the person starts again. */
async function restore(deps: TurnDeps, { projectId, signal, pause }: Restoring): Promise<void> {
  const { db, sessions, log } = deps;
  try {
    const run = async (sessionId: string) => {
      const project = await ownProject(db, projectId);
      await restoreShown({ ...deps, account: deps.account(project.personId, pause), sessionId, signal }, project);
    };
    await sessions.within(projectId, run, { pause });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'session_lost') throw error;
    log.warn({ projectId, err: error }, 'a lost draft is left behind');
  }
}
