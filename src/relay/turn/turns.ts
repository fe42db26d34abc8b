import { ApiError } from '../../contract/error.ts';
import type { Reference, Route } from '../../contract/relay/turn.ts';
import { createQueue } from '../queue.ts';
import type { Database } from '../store/database.ts';
import * as projects from '../store/projects.ts';
import * as store from '../store/turns.ts';
import { readUpstreamState } from '../upstream/state.ts';
import { keepDraft } from '../version/keep.ts';
import { restoreShown } from '../version/restore.ts';
import { routeWords } from '../words/route.ts';
import { runTurn } from './run.ts';
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
  restore: (projectId: string) => Promise<void>;
  /** Goes on with every turn that has not ended. */
  resume: () => Promise<void>;
  /** Ends when that turn has ended here. */
  ended: (turnId: string) => Promise<void>;
  /** Stops reading; the turns go on at the next start. */
  close: () => Promise<void>;
};

export function createTurns(deps: TurnDeps): Turns {
  const queue = createQueue();
  const running = new Map<string, { projectId: string; abort: AbortController; ended: Promise<void> }>();
  const closing = new AbortController();
  const launch = (turn: store.TurnRow) => {
    if (running.has(turn.id)) return;
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, closing.signal]);
    const job = () => (closing.signal.aborted ? Promise.resolve() : runTurn({ ...deps, signal }, turn.id));
    const ended = queue.run(turn.projectId, job).finally(() => running.delete(turn.id));
    running.set(turn.id, { projectId: turn.projectId, abort, ended });
  };
  const stopAll = async (turnIds: string[]) => {
    for (const turnId of turnIds) running.get(turnId)?.abort.abort(new Stopped());
    await Promise.all(turnIds.map((turnId) => running.get(turnId)?.ended));
  };
  return {
    start: async (project, asked) => {
      const turn = await createTurn(deps, project, { ...asked, ahead: queue.length(project.id) });
      if (turn.state === 'queued') launch(turn);
      return turn;
    },
    stop: async (turn) => {
      if (turn.state === 'done') return;
      await store.changeTurn(deps.db, turn.id, { stopAsked: true });
      running.get(turn.id)?.abort.abort(new Stopped());
    },
    abandon: async (projectId) => stopAll([...running].filter(([, turn]) => turn.projectId === projectId).map(([turnId]) => turnId)),
    sync: async (projectId) => {
      if (queue.length(projectId) === 0) await queue.run(projectId, () => syncDraft(deps, projectId));
    },
    restore: async (projectId) => {
      const project = await ownProject(deps.db, projectId);
      if (project.version !== project.upstreamVersion && project.sessionId !== null)
        await queue.run(projectId, () => restore(deps, projectId, closing.signal));
    },
    resume: async () => {
      for (const turn of await store.listOpenTurns(deps.db)) launch(turn);
    },
    ended: async (turnId) => running.get(turnId)?.ended,
    close: async () => {
      closing.abort(new Error('the relay stops'));
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

/** Where clips are gone for good the draft is too: the clip that is about to come is how the person starts again. */
async function restore(deps: TurnDeps, projectId: string, signal: AbortSignal): Promise<void> {
  const { db, account, sessions, log } = deps;
  try {
    await sessions.within(projectId, async (sessionId) => {
      const project = await ownProject(db, projectId);
      await restoreShown({ ...deps, account: account(project.personId), sessionId, signal }, project);
    });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'session_lost') throw error;
    log.warn({ projectId, err: error }, 'a lost draft is left behind');
  }
}
