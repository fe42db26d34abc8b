import { ApiError } from '../../contract/error.ts';
import type { TurnOutcome } from '../../contract/relay/turn.ts';
import { diffDrafts } from '../../timeline/diff.ts';
import { readTimeline } from '../../timeline/read.ts';
import { readAnyProject } from '../store/projects.ts';
import { readEventsAfter } from '../store/turns.ts';
import { versionOfTurn } from '../store/versions.ts';
import { tell, UpstreamFailure } from '../upstream/failure.ts';
import { readUpstreamState, type State } from '../upstream/state.ts';
import { draftOf, keepDraft } from '../version/keep.ts';
import type { Held } from './hold.ts';
import { type Running, Stopped } from './running.ts';

/**
 * What came of a message whose stream broke, here or with a restart: told from the state, as a second send would be charged again. The
 * state is looked at after a while and then again and again; unchanged for too long, the message counts as lost.
 */
export async function settle(running: Running): Promise<TurnOutcome> {
  const { clock, timings, signal, turn } = running;
  running.say({ type: 'waiting', elapsedMs: Math.max(0, clock.now() - (turn.sentAt ?? clock.now())) });
  for (let looks = 0; looks < timings.settleReads; looks += 1) {
    try {
      await clock.wait(looks === 0 ? timings.settleFirstMs : timings.settleEveryMs, signal);
    } catch (error) {
      if (signal.reason instanceof Stopped) return report(running, { outcome: 'stopped' });
      throw error;
    }
    if ((await tellChange(running)) === 'told') return 'applied';
  }
  running.say({ type: 'error', code: 'upstream_unavailable' });
  return 'lost';
}

/** Reads the draft again after a stream has ended, tells what really changed, and says how the turn came out. */
export async function report(running: Running, { outcome, error }: Held): Promise<TurnOutcome> {
  const isByDraft = DECIDED_BY_DRAFT.has(outcome);
  const change = isByDraft ? await tellChangeAtLast(running) : await tellChange(running);
  if (running.signal.reason instanceof Stopped) return 'stopped';
  if (change === 'told' && isByDraft) return 'applied';
  if (error !== undefined) sayFailure(running, error);
  else if (change === 'unread' && isByDraft) {
    running.say({ type: 'error', code: 'upstream_unavailable' });
    return 'lost';
  }
  return outcome;
}

/** What words say was done is not believed before the draft was read: it is asked for as often as after a broken stream. */
async function tellChangeAtLast(running: Running): Promise<Change> {
  const { clock, timings, signal } = running;
  for (let looks = 0; ; looks += 1) {
    const change = await tellChange(running);
    if (change !== 'unread' || looks >= timings.settleReads || signal.aborted) return change;
    try {
      await clock.wait(looks === 0 ? timings.settleFirstMs : timings.settleEveryMs, signal);
    } catch (error) {
      if (signal.reason instanceof Stopped) return 'unread';
      throw error;
    }
  }
}

/** Outcomes that say what the stream looked like; a changed draft knows better. */
const DECIDED_BY_DRAFT = new Set<TurnOutcome>(['answered', 'asked', 'unchanged', 'failed']);

/** Tells a failure as a code of ours. */
export function sayFailure({ say, log, turn }: Running, cause: unknown): void {
  const error = tell(cause);
  log.warn({ turnId: turn.id, err: error }, 'turn failed');
  if (error instanceof ApiError) say({ type: 'error', code: error.code, args: error.args });
  else say({ type: 'error', code: 'internal' });
}

/** `told`: the draft is a version of this turn, and the difference was said. `unread`: nobody says what the draft is. */
type Change = 'told' | 'none' | 'unread';

async function tellChange(running: Running): Promise<Change> {
  const { db, clock, turn, say } = running;
  const state = await freshState(running);
  const stored = await versionOfTurn(db, turn.id);
  const project = await readAnyProject(db, turn.projectId);
  if (project === undefined) return 'none';
  const isStoredBefore = stored !== undefined;
  if (!isStoredBefore && state?.draft === undefined) return state === undefined ? 'unread' : 'none';
  const kept = isStoredBefore
    ? { version: stored, isNew: true }
    : await keepDraft(db, project, { draft: state?.draft ?? '', turnId: turn.id, at: clock.now() });
  if (!kept.isNew) return 'none';
  if (await isTold(running)) return 'told';
  const [before, after] = await Promise.all([draftOf(db, project.id, turn.fromVersion ?? 0), draftOf(db, project.id, kept.version)]);
  const draftAfter: unknown = JSON.parse(after);
  const { changes, touched, unasked } = diffDrafts(JSON.parse(before), draftAfter, turn.text);
  const timeline = readTimeline(draftAfter);
  say({ type: 'changed', version: kept.version, changes, touched, unasked, timeline });
  return 'told';
}

/** A restart between the `changed` of a turn and its `done` must not tell it twice. */
async function isTold({ db, turn, journal }: Running): Promise<boolean> {
  await journal.settled();
  const events = await readEventsAfter(db, turn.id, 0);
  return events.some((event) => (JSON.parse(event.event) as { type: string }).type === 'changed');
}

async function freshState({ me, sessions, turn, log, pause }: Running): Promise<State | undefined> {
  try {
    return await readUpstreamState(me, await sessions.of(turn.projectId, pause));
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error;
    log.warn({ turnId: turn.id, err: tell(error) }, 'the state could not be read');
    return undefined;
  }
}
