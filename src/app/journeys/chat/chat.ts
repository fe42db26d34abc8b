import type { JournalledEvent, Reference, Turn, TurnEvent } from '../../../contract/relay/turn.ts';
import type { Failure } from '../../relay.ts';

/** What the person wrote and the relay has not taken yet. `key` is its idempotency key: however often it is sent, it becomes one turn. */
export type Outgoing = {
  key: string;
  text: string;
  reference?: Reference;
  state: { step: 'waiting' } | { step: 'sending' } | { step: 'failed'; failure: Failure };
};

export type ChatState = {
  turns: Turn[];
  outbox: Outgoing[];
  /** False while the stream of a running turn is broken and being opened again. */
  isConnected: boolean;
  /** When the running turn began, on this phone's clock. */
  startedAt?: number;
};

export type ChatEvent =
  | { type: 'opened'; turns: Turn[]; at: number }
  | { type: 'restored'; outbox: Outgoing[] }
  | { type: 'written'; key: string; text: string; reference?: Reference }
  | { type: 'sending'; key: string; at: number }
  | { type: 'sent'; key: string; turn: Turn; at: number }
  | { type: 'refused'; key: string; failure: Failure }
  | { type: 'resent'; key: string }
  | { type: 'received'; turnId: string; events: JournalledEvent[]; at: number }
  | { type: 'connection'; isConnected: boolean };

export const emptyChat: ChatState = { turns: [], outbox: [], isConnected: true };

export function nextChat(state: ChatState, event: ChatEvent): ChatState {
  switch (event.type) {
    case 'opened':
      return open(state, event.turns, event.at);
    case 'restored':
      return { ...state, outbox: [...event.outbox, ...state.outbox.filter(({ key }) => event.outbox.every((kept) => kept.key !== key))] };
    case 'written':
      return {
        ...state,
        outbox: [...state.outbox, { key: event.key, text: event.text, reference: event.reference, state: { step: 'waiting' } }],
      };
    case 'sending':
      return { ...withOutgoing(state, event.key, { step: 'sending' }), startedAt: event.at };
    case 'refused':
      return withOutgoing(state, event.key, { step: 'failed', failure: event.failure });
    case 'resent':
      return withOutgoing(state, event.key, { step: 'waiting' });
    case 'sent':
      return {
        ...state,
        outbox: state.outbox.filter(({ key }) => key !== event.key),
        turns: [...state.turns.filter(({ id }) => id !== event.turn.id), event.turn],
        startedAt: state.startedAt ?? event.at,
        isConnected: true,
      };
    case 'received':
      return receive(state, event);
    case 'connection':
      return state.isConnected === event.isConnected ? state : { ...state, isConnected: event.isConnected };
  }
}

/** The relay's list, except for a turn of which this phone has heard more meanwhile. */
function open(state: ChatState, turns: Turn[], at: number): ChatState {
  const merged = turns.map((turn) => {
    const known = state.turns.find(({ id }) => id === turn.id);
    return known && known.lastSeq > turn.lastSeq ? known : turn;
  });
  const running = merged.find(isRunning);
  // The relay's clock and the phone's differ: a start in the future would count backwards.
  return { ...state, turns: merged, startedAt: running ? (state.startedAt ?? Math.min(at, running.createdAt)) : undefined };
}

function withOutgoing(state: ChatState, key: string, step: Outgoing['state']): ChatState {
  return { ...state, outbox: state.outbox.map((outgoing) => (outgoing.key === key ? { ...outgoing, state: step } : outgoing)) };
}

function receive(state: ChatState, { turnId, events, at }: Extract<ChatEvent, { type: 'received' }>): ChatState {
  const turns = state.turns.map((turn) => (turn.id === turnId ? appendEvents(turn, events) : turn));
  const elapsedMs = events
    .map(({ event }) => (event.type === 'waiting' ? event.elapsedMs : undefined))
    .findLast((each) => each !== undefined);
  const startedAt = elapsedMs === undefined ? state.startedAt : Math.min(state.startedAt ?? at, at - elapsedMs);
  return { ...state, turns, startedAt: turns.some(isRunning) ? startedAt : undefined, isConnected: true };
}

/** Adds what is new. What was heard before (the stream was opened again) changes nothing. */
export function appendEvents(turn: Turn, journalled: JournalledEvent[]): Turn {
  const fresh = journalled.filter(({ seq }) => seq > turn.lastSeq);
  if (fresh.length === 0) return turn;
  const events = [...turn.events];
  for (const { event } of fresh) append(events, event);
  const isDone = fresh.some(({ event }) => event.type === 'done');
  return { ...turn, events, lastSeq: Math.max(...fresh.map(({ seq }) => seq)), state: isDone ? 'done' : 'running' };
}

/** Neighbouring text is joined, as the relay does in a turn it gives whole. */
function append(events: TurnEvent[], event: TurnEvent): void {
  const last = events.at(-1);
  if (event.type === 'text' && last?.type === 'text') events[events.length - 1] = { type: 'text', delta: last.delta + event.delta };
  else events.push(event);
}

export const isRunning = (turn: Turn): boolean => turn.state !== 'done';

export const readRunning = ({ turns }: ChatState): Turn | undefined => turns.find(isRunning);

/** A turn runs, or a message is on its way to become one. */
export const isBusy = (state: ChatState): boolean =>
  readRunning(state) !== undefined || state.outbox.some(({ state: { step } }) => step === 'sending');

/** The message to send now: one at a time, in the order written, and none past one that failed. */
export function readNextOutgoing(state: ChatState): Outgoing | undefined {
  if (isBusy(state)) return undefined;
  const first = state.outbox[0];
  return first?.state.step === 'waiting' ? first : undefined;
}
