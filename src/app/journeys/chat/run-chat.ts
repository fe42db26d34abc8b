import { type Reference, type Route, startTurn, stopTurn, type Turn, type TurnEvent } from '../../../contract/relay/turn.ts';
import { listenForNetwork } from '../../platform/network';
import { listenForReturn } from '../../platform/page';
import { type Abort, createAbort } from '../../platform/signal.ts';
import { call, createKey, failureOf } from '../../relay.ts';
import { createStores } from '../../store.ts';
import { type ChatEvent, type ChatState, emptyChat, isRunning, nextChat, readNextOutgoing, readRunning } from './chat.ts';
import { followTurn } from './follow.ts';
import { keepOutbox, readOutbox } from './outbox.ts';

export type ChatListener = {
  /** The draft changed: the timeline is in the event. */
  onChanged: (change: Extract<TurnEvent, { type: 'changed' }>) => void;
  onDone: () => void;
  /** The words named another journey than an edit. */
  onRoute: (route: Route) => void;
};

export const chatStore = createStores<ChatState>(() => emptyChat);

/** Projects whose messages must wait for a file. */
const held = new Set<string>();
const listeners = new Map<string, ChatListener>();
const following = new Map<string, Abort>();
const restored = new Set<string>();
/** Keys of messages that the person stopped before the relay had taken them. */
const stopped = new Set<string>();
/** Times the app came back to the front or the network came back: a message that broke across one of these goes again by itself. */
let wakes = 0;

function tell(projectId: string, event: ChatEvent): void {
  const store = chatStore(projectId);
  const before = store.read();
  const next = nextChat(before, event);
  store.write(next);
  if (next.outbox !== before.outbox) keepOutbox(projectId, next.outbox);
}

/** Connects the project's chat to what else happens on its page. Returns how to end that. */
export function listenToChat(projectId: string, listener: ChatListener): () => void {
  listeners.set(projectId, listener);
  const wake = (): void => {
    wakes += 1;
    resendFailed(projectId);
  };
  const stopReturn = listenForReturn(wake);
  const stopNetwork = listenForNetwork((network) => {
    if (network !== 'none') wake();
  });
  return () => {
    stopReturn();
    stopNetwork();
    if (listeners.get(projectId) === listener) listeners.delete(projectId);
    following.get(projectId)?.abort();
  };
}

/** Shows what the relay knows, and goes on hearing a turn that still runs. */
export function openChat(projectId: string, turns: Turn[]): void {
  tell(projectId, { type: 'opened', turns, at: Date.now() });
  if (!restored.has(projectId)) {
    restored.add(projectId);
    tell(projectId, { type: 'restored', outbox: readOutbox(projectId) });
  }
  const running = readRunning(chatStore(projectId).read());
  if (running) void follow(projectId, running.id);
  else void pump(projectId);
}

/** Shows turns this phone remembers, until the relay has told of them. None is followed: the relay knows which of them still run. */
export function showTurns(projectId: string, turns: Turn[]): void {
  tell(projectId, { type: 'opened', turns: turns.filter((turn) => !isRunning(turn)), at: Date.now() });
}

/** Takes a message. It goes as soon as no file is on its way and no other turn runs. */
export function write(projectId: string, text: string, reference?: Reference): void {
  tell(projectId, { type: 'written', key: createKey(), text, reference });
  void pump(projectId);
}

/** Messages wait from now on, or no longer. */
export function hold(projectId: string, isHeld: boolean): void {
  if (isHeld) held.add(projectId);
  else held.delete(projectId);
  void pump(projectId);
}

export function resend(projectId: string, key: string): void {
  tell(projectId, { type: 'resent', key });
  void pump(projectId);
}

export async function stopRunning(projectId: string): Promise<void> {
  const chat = chatStore(projectId).read();
  const running = readRunning(chat);
  // What was done until then still comes by the stream, and its end.
  if (running) return stop(running);
  const sending = chat.outbox.find(({ state }) => state.step === 'sending');
  if (sending) stopped.add(sending.key);
}

async function stop(turn: Turn): Promise<void> {
  await call(stopTurn, { params: { turnId: turn.id } });
}

function resendFailed(projectId: string): void {
  for (const { key, state } of chatStore(projectId).read().outbox) {
    if (state.step === 'failed' && state.failure === 'offline') tell(projectId, { type: 'resent', key });
  }
  void pump(projectId);
}

async function pump(projectId: string): Promise<void> {
  if (held.has(projectId)) return;
  const outgoing = readNextOutgoing(chatStore(projectId).read());
  if (!outgoing) return;
  const { key, text, reference } = outgoing;
  const wakesBefore = wakes;
  tell(projectId, { type: 'sending', key, at: Date.now() });
  try {
    const { turn } = await call(startTurn, { params: { projectId }, body: { text, reference }, idempotencyKey: key });
    tell(projectId, { type: 'sent', key, turn, at: Date.now() });
    // Not awaited, and no harm if it fails: the turn goes on and its stop button with it.
    if (stopped.delete(key) && isRunning(turn)) stop(turn).catch(() => undefined);
    if (turn.route !== 'edit') listeners.get(projectId)?.onRoute(turn.route);
    if (isRunning(turn)) await follow(projectId, turn.id);
    else finish(projectId);
  } catch (cause) {
    const failure = failureOf(cause);
    tell(projectId, { type: 'refused', key, failure });
    // WeChat tells of what it cut in the background only after the return, so the return itself could not send it again.
    if (failure === 'offline' && wakes > wakesBefore) resend(projectId, key);
  }
}

async function follow(projectId: string, turnId: string): Promise<void> {
  following.get(projectId)?.abort();
  const abort = createAbort();
  following.set(projectId, abort);
  const readTurn = (): Turn | undefined =>
    chatStore(projectId)
      .read()
      .turns.find(({ id }) => id === turnId);
  await followTurn({
    turnId,
    readSeq: () => readTurn()?.lastSeq ?? 0,
    onEvents(events) {
      tell(projectId, { type: 'received', turnId, events, at: Date.now() });
      for (const { event } of events) if (event.type === 'changed') listeners.get(projectId)?.onChanged(event);
    },
    onConnection: (isConnected) => tell(projectId, { type: 'connection', isConnected }),
    signal: abort.signal,
  });
  if (following.get(projectId) === abort) following.delete(projectId);
  const turn = readTurn();
  if (turn && !isRunning(turn)) finish(projectId);
}

function finish(projectId: string): void {
  listeners.get(projectId)?.onDone();
  void pump(projectId);
}
