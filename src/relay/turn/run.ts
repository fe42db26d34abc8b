import { Reference, type TurnEvent, type TurnOutcome } from '../../contract/relay/turn.ts';
import { readBalance } from '../../contract/upstream/credits.ts';
import { findMessage } from '../../contract/upstream/message.ts';
import { isSameDraft } from '../../timeline/diff.ts';
import { readAnyProject } from '../store/projects.ts';
import * as store from '../store/turns.ts';
import type { Account } from '../upstream/account.ts';
import { UpstreamFailure } from '../upstream/failure.ts';
import { type Pause, pauseOfTurn } from '../upstream/pause.ts';
import { readUpstreamState } from '../upstream/state.ts';
import { draftOf, keepDraft } from '../version/keep.ts';
import { restoreShown } from '../version/restore.ts';
import type { Held } from './hold.ts';
import { type Running, Stopped, type TurnDeps, type TurnJob } from './running.ts';
import { sendMessage } from './send.ts';
import { report, sayFailure, settle } from './settle.ts';
import { TimedOut } from './watch.ts';

/** One turn from wherever it stands to its `done`. When the relay stops, the turn stays open and goes on at the next start. */
export async function runTurn(job: TurnJob, turnId: string): Promise<void> {
  const found = await store.readTurn(job.db, turnId);
  const project = found && (await readAnyProject(job.db, found.turn.projectId));
  if (found === undefined || project === undefined || found.turn.state === 'done') return;
  // Killed between its last event and this mark: nothing is left to do.
  if ((await job.journal.open(turnId)).isDone) return store.changeTurn(job.db, turnId, { state: 'done' });
  const say = (event: TurnEvent) => job.journal.append(turnId, event);
  const pause: Pause = (inMs, signal) => {
    say({ type: 'retrying', inMs });
    return job.pauses.of(pauseOfTurn(turnId))(inMs, signal);
  };
  const running: Running = { ...job, turn: found.turn, project, me: job.account(project.personId, pause), say, pause };
  try {
    const ending = await outcomeOf(running);
    await finish(running, ending);
  } catch (error) {
    if (job.signal.aborted && !(job.signal.reason instanceof Stopped)) return;
    job.log.error({ turnId, err: error }, 'a turn could not be ended properly');
    await finish(running, 'failed', 'internal');
  }
}

/** Ends a turn that kills the relay, or fails, each time it is begun. What may have come of its message becomes a version with the next turn. */
export async function giveUpTurn({ db, journal }: TurnDeps, turnId: string): Promise<void> {
  if (!(await journal.open(turnId)).isDone) {
    journal.append(turnId, { type: 'error', code: 'internal' });
    journal.append(turnId, { type: 'done', outcome: 'failed' });
    await journal.settled();
  }
  await store.changeTurn(db, turnId, { state: 'done' });
}

/** Everything of a turn but its end. */
async function outcomeOf(running: Running): Promise<TurnOutcome> {
  // Words for another journey never go upstream, also not after a kill in the middle of their answer.
  if (running.turn.route !== 'edit') return 'answered';
  if (running.turn.sentAt !== null && !(await neverArrived(running))) return settle(running);
  if (running.turn.stopAsked || running.signal.aborted) return 'stopped';
  let held: Held;
  try {
    held = await converse(running);
  } catch (error) {
    return outcomeOfFailure(running, error);
  }
  return report(running, held);
}

/** Certain only of an engine, which remembers what it has received: a message it does not know was never sent, and can be. */
async function neverArrived({ upstream, me, sessions, turn, log, pause }: Running): Promise<boolean> {
  if (upstream.kind !== 'engine') return false;
  try {
    const params = { sessionId: await sessions.of(turn.projectId, pause), messageId: turn.id };
    return (await me.ask(findMessage, { params })).data.received === false;
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error;
    log.warn({ turnId: turn.id, err: error }, 'the upstream does not say whether a message arrived');
    return false;
  }
}

/** A message that may have been received is settled by the state; one that was refused, or never left, is told as it is. */
async function outcomeOfFailure(running: Running, cause: unknown): Promise<TurnOutcome> {
  const { signal } = running;
  const isStopped = signal.aborted && signal.reason instanceof Stopped;
  if (signal.aborted && !isStopped) throw cause;
  const wasSent = running.turn.sentAt !== null;
  if (isStopped) return wasSent ? report(running, { outcome: 'stopped' }) : 'stopped';
  if (cause instanceof TimedOut) {
    running.say({ type: 'error', code: 'turn_timed_out' });
    return report(running, { outcome: 'timed_out' });
  }
  if (wasSent && cause instanceof UpstreamFailure && cause.reached === 'maybe') return settle(running);
  sayFailure(running, cause);
  return 'failed';
}

/** Sends the message, once, after making sure that the upstream stands where the person does, and holds what it answers. */
async function converse(running: Running): Promise<Held> {
  const { db, clock, turn, project, me, say, sessions, upstream, signal, pause } = running;
  const creditsBefore = await balance(me);
  turn.creditsBefore = creditsBefore;
  await store.changeTurn(db, turn.id, { state: 'running', creditsBefore });
  say({ type: 'started', at: clock.now() });
  const send = async (sessionId: string) => {
    turn.fromVersion = await standWhereShown(running, sessionId);
    return sendMessage({
      me,
      upstream,
      sessionId,
      text: messageOf(turn),
      messageId: turn.id,
      signal,
      holding: running,
      markSent: async () => {
        turn.sentAt = clock.now();
        await store.changeTurn(db, turn.id, { sentAt: turn.sentAt, fromVersion: turn.fromVersion });
      },
      isUntouched: async () => (await balance(me)) === creditsBefore && (await isAsBefore(running, sessionId)),
    });
  };
  return sessions.within(project.id, send, { onRenewed: ({ lostClips }) => say({ type: 'reconnected', lostClips }), pause });
}

/** Whether the upstream's draft is still the one that the turn started from. */
async function isAsBefore({ db, turn, me, signal }: Running, sessionId: string): Promise<boolean> {
  const { draft } = await readUpstreamState(me, sessionId, signal);
  const before = await draftOf(db, turn.projectId, turn.fromVersion ?? 0);
  return draft === undefined || isSameDraft(JSON.parse(before), JSON.parse(draft));
}

/**
 * The version that the edit starts from. An undo is restored upstream first; what changed there since the last turn, such as the late end
 * of one that was stopped, becomes a version of its own, so that it is not taken for the work of this turn.
 */
async function standWhereShown(running: Running, sessionId: string): Promise<number> {
  const { db, clock, project, me, signal } = running;
  const shown = (await readAnyProject(db, project.id)) ?? project;
  await restoreShown({ ...running, account: me, sessionId }, shown);
  const { draft } = await readUpstreamState(me, sessionId, signal);
  if (draft === undefined) return shown.version;
  return (await keepDraft(db, shown, { draft, at: clock.now() })).version;
}

/** A piece of the film that the words are about goes in front of them. */
function messageOf(turn: store.TurnRow): string {
  if (turn.reference === null) return turn.text;
  const { label, segmentId } = Reference.parse(JSON.parse(turn.reference));
  return `[${label} #${segmentId}] ${turn.text}`;
}

/** Credits left; `null` where the upstream does not say, which is no reason to stop. */
async function balance(me: Account): Promise<number | null> {
  return me.ask(readBalance).then(
    ({ data }) => Math.round(data.available),
    () => null,
  );
}

async function finish({ db, journal, turn, me, say }: Running, outcome: TurnOutcome, code?: 'internal'): Promise<void> {
  if (code !== undefined) say({ type: 'error', code });
  const { creditsBefore } = turn;
  const after = creditsBefore === null || outcome === 'lost' ? null : await balance(me);
  const creditsUsed = creditsBefore === null || after === null ? undefined : Math.max(0, creditsBefore - after);
  say({ type: 'done', outcome, ...(creditsUsed !== undefined && { creditsUsed }) });
  await journal.settled();
  await store.changeTurn(db, turn.id, { state: 'done' });
}
