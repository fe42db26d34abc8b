import type { FastifyBaseLogger } from 'fastify';
import { TURN_LIMIT_MS } from '../../contract/limits.ts';
import type { EngineDraft } from '../draft.ts';
import { createEventWriter, type EventWriter, type SaidStep, writeEvent } from '../events.ts';
import type { ClipStore } from '../store/clips.ts';
import { hasName, type Message, type MessageStore } from '../store/messages.ts';
import { createOrder } from '../store/order.ts';
import { type Session, type SessionStore, withRestored } from '../store/sessions.ts';
import type { TurnSession, TurnStep } from '../turn.ts';
import { endMessage, startMessage, withTurnDraft, withTurnEnd } from './message.ts';
import { createEndedLog, createTurnLog, type TurnLog } from './turn-log.ts';

export type MessageParts = {
  sessions: SessionStore;
  messages: MessageStore;
  clips: ClipStore;
  /** Works on the words; the drafts it makes are kept by the queue. */
  runTurn: (turn: { text: string; session: Session; signal: AbortSignal }) => AsyncIterable<TurnStep>;
  /** The session has another draft. */
  onDraft: (session: Session) => void;
  log: FastifyBaseLogger;
  now: () => number;
};

export type MessageQueue = {
  /** Keeps the message, then works on it after those of its session before it, to its end, whoever reads. */
  submit: (message: { sessionId: string; text: string; name?: string }) => Promise<TurnLog>;
  /** Whether a message arrived under the name, finished or not. */
  hasReceived: (sessionId: string, name: string) => Promise<boolean>;
  /** Makes a draft the session's, after the messages taken before. */
  restore: (sessionId: string, draft: EngineDraft) => Promise<void>;
  /** Ends and removes all messages of a session, and then the session. */
  forget: (sessionId: string) => Promise<void>;
  /** Changes a session that no message is working on, after the messages taken before. */
  change: (sessionId: string, change: (session: Session) => Session) => Promise<Session>;
  /** Goes on with what the last process left. */
  resume: () => Promise<void>;
  /** Stops; what is not finished is done by the next process. */
  close: () => Promise<void>;
};

type Work = { message: Message; log: TurnLog; signal: AbortSignal };

/** One message at a time per session: two would interleave in one draft. */
export function createMessageQueue(parts: MessageParts): MessageQueue {
  const inOrder = createOrder();
  const closing = new AbortController();
  const working = new Set<Promise<void>>();
  /** Ends the work on a session that is removed. */
  const stops = new Map<string, AbortController>();
  const stopOf = (sessionId: string): AbortController => {
    const stop = stops.get(sessionId) ?? new AbortController();
    stops.set(sessionId, stop);
    return stop;
  };
  const change: MessageQueue['change'] = (sessionId, next) => inOrder(sessionId, () => parts.sessions.update(sessionId, next));

  /** By message, while it is worked on. */
  const logs = new Map<string, TurnLog>();
  const enqueue = (message: Message): TurnLog => {
    const log = createTurnLog();
    logs.set(message.id, log);
    const signal = AbortSignal.any([closing.signal, stopOf(message.sessionId).signal]);
    const work = inOrder(message.sessionId, async () => {
      if (!signal.aborted) await runMessage(parts, { message, log, signal });
    })
      .catch((error: unknown) => parts.log.error({ err: error, messageId: message.id }, 'a message could not be worked on'))
      .finally(() => {
        log.end();
        logs.delete(message.id);
        working.delete(work);
      });
    working.add(work);
    return log;
  };

  return {
    async submit(message) {
      const known = await findReceived(parts, message);
      return known === undefined ? enqueue(await parts.messages.add(message)) : (logs.get(known) ?? createEndedLog());
    },
    hasReceived: async (sessionId, name) => (await findReceived(parts, { sessionId, name })) !== undefined,
    change,
    async restore(sessionId, draft) {
      parts.onDraft(await change(sessionId, (session) => withRestored(session, draft)));
    },
    async forget(sessionId) {
      stopOf(sessionId).abort();
      await inOrder(sessionId, async () => {
        const left = (await parts.messages.list()).filter((message) => message.sessionId === sessionId);
        await Promise.all(left.map(parts.messages.remove));
        await parts.sessions.remove(sessionId);
      });
      stops.delete(sessionId);
    },
    async resume() {
      for (const message of await parts.messages.list()) {
        const session = await parts.sessions.load(message.sessionId);
        if (!session || session.done.includes(message.id)) await parts.messages.remove(message);
        else enqueue(message);
      }
    },
    async close() {
      closing.abort();
      await Promise.all(working);
    },
  };
}

/** The id of the message that arrived under a name, finished or not. */
async function findReceived(
  { messages, sessions }: MessageParts,
  { sessionId, name }: { sessionId: string; name?: string },
): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const open = (await messages.list()).filter((message) => message.sessionId === sessionId).map(({ id }) => id);
  const done = (await sessions.load(sessionId))?.done ?? [];
  return [...open, ...done].find((id) => hasName(id, name));
}

/** Works on one message to its end. A failure is told on the stream and ends the message; only the end of the process leaves it open. */
async function runMessage(parts: MessageParts, { message, log, signal }: Work): Promise<void> {
  const writer = createEventWriter(parts.now);
  const clock = AbortSignal.timeout(TURN_LIMIT_MS);
  let end: TurnSession | undefined;
  try {
    const started = await parts.sessions.update(message.sessionId, (session) => startMessage(session, message.id, parts.clips));
    const turn = parts.runTurn({ text: message.text, session: started, signal: AbortSignal.any([signal, clock]) });
    for await (const step of turn) {
      if (step.type === 'done') end = step.session;
      else log.push(writer.write(await keepDraft(parts, message, step)).map(writeEvent));
    }
  } catch (error) {
    if (signal.aborted) return;
    parts.log.error({ err: error, messageId: message.id }, 'a turn failed');
    log.push(writeTurnFailure(writer, clock.aborted).map(writeEvent));
  }
  if (signal.aborted) return;
  await parts.sessions.update(message.sessionId, async (session) =>
    endMessage(end ? await withTurnEnd(session, end, parts.clips) : session, message.id),
  );
  await parts.messages.remove(message);
  log.push(writer.end().map(writeEvent));
}

/** Keeps the draft of a step before anybody hears of it; the step then carries the draft as it was kept. */
async function keepDraft(parts: MessageParts, message: Message, step: SaidStep): Promise<SaidStep> {
  if (step.type !== 'result' || step.draft === undefined) return step;
  const { draft: made } = step;
  const session = await parts.sessions.update(message.sessionId, (current) => withTurnDraft(current, made, parts.clips));
  parts.onDraft(session);
  return session.draft ? { ...step, draft: session.draft } : step;
}

const writeTurnFailure = (writer: EventWriter, isLate: boolean) =>
  isLate ? writer.fail('DEADLINE_EXCEEDED', 'the turn took longer than 15 minutes') : writer.fail('INTERNAL', 'the turn failed');
