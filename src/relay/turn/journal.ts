import type { JournalledEvent, TurnEvent } from '../../contract/relay/turn.ts';
import type { Database } from '../store/database.ts';
import * as turns from '../store/turns.ts';

/**
 * The events of all turns. One writer gives each turn its numbers in order and commits in groups; a reader is a cursor, so a slow phone
 * costs nothing and a lost connection loses nothing. Nothing is delivered before it is stored.
 */
export type Journal = {
  /** Must come before the first `append` of a turn in this process: goes on after the last stored number. `isDone`: nothing may follow. */
  open: (turnId: string) => Promise<{ isDone: boolean }>;
  append: (turnId: string, event: TurnEvent) => void;
  /** Ends when all that was appended is stored. */
  settled: () => Promise<void>;
  /** Batches of stored events after `after`, to the end of the turn; an empty batch each time `idleMs` went by. */
  read: (turnId: string, cursor: { after: number; idleMs: number; signal: AbortSignal }) => AsyncGenerator<JournalledEvent[]>;
};

/** Newest events of a running turn kept in memory, for readers that are up to date. */
const TAIL = 512;
/** Most events in one commit. */
const GROUP = 500;
/** Another relay on the same database may hold the turn: readers look again this often. */
const SAFETY_MS = 5_000;
const RETRY_MS = 200;
const RETRIES = 25;

/** `isOpen` while this process writes the turn: its numbers must not be forgotten. */
type Live = { isOpen: boolean; seq: number; tail: JournalledEvent[]; wake: Set<() => void> };
type Deps = { db: Database; onFatal: (error: Error) => void };

export function createJournal({ db, onFatal }: Deps): Journal {
  const live = new Map<string, Live>();
  const liveOf = (turnId: string): Live => {
    const known = live.get(turnId) ?? { isOpen: false, seq: 0, tail: [], wake: new Set() };
    live.set(turnId, known);
    return known;
  };
  let pending: { turnId: string; journalled: JournalledEvent }[] = [];
  let committing: Promise<void> | undefined;

  const commitAll = async () => {
    while (pending.length > 0) {
      const group = pending.slice(0, GROUP);
      pending = pending.slice(GROUP);
      await commit(db, group);
      for (const { turnId, journalled } of group) publish(liveOf(turnId), journalled);
      for (const turnId of new Set(group.map((row) => row.turnId))) release(live, turnId);
    }
  };
  const kick = () => {
    committing ??= commitAll()
      .catch((cause: unknown) => onFatal(new Error('events cannot be stored', { cause })))
      .finally(() => {
        committing = undefined;
        if (pending.length > 0) kick();
      });
  };
  return {
    open: async (turnId) => {
      const stored = await turns.readEventsAfter(db, turnId, 0);
      const last = stored.at(-1);
      if (last !== undefined && (JSON.parse(last.event) as TurnEvent).type === 'done') return { isDone: true };
      const turn = liveOf(turnId);
      turn.isOpen = true;
      turn.seq = Math.max(turn.seq, last?.seq ?? 0);
      return { isDone: false };
    },
    append: (turnId, event) => {
      const turn = liveOf(turnId);
      turn.seq += 1;
      pending.push({ turnId, journalled: { seq: turn.seq, event } });
      kick();
    },
    settled: async () => {
      while (committing !== undefined) await committing;
    },
    read: (turnId, cursor) => readOn({ db, live, liveOf }, turnId, cursor),
  };
}

/** A commit that failed for a passing reason is tried again: the numbers are given, so nothing may overtake it. */
async function commit(db: Database, group: { turnId: string; journalled: JournalledEvent }[]): Promise<void> {
  const rows = group.map(({ turnId, journalled }) => ({ turnId, seq: journalled.seq, event: JSON.stringify(journalled.event) }));
  for (let tries = 1; ; tries += 1) {
    try {
      return await turns.appendEvents(db, rows);
    } catch (error) {
      if (tries === RETRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function publish(turn: Live, journalled: JournalledEvent): void {
  turn.tail.push(journalled);
  if (turn.tail.length > TAIL) turn.tail.splice(0, TAIL / 2);
}

function release(live: Map<string, Live>, turnId: string): void {
  const turn = live.get(turnId);
  if (turn === undefined) return;
  if (turn.tail.at(-1)?.event.type === 'done') turn.isOpen = false;
  for (const wake of [...turn.wake]) wake();
  if (!turn.isOpen) live.delete(turnId);
}

type Reading = { db: Database; live: Map<string, Live>; liveOf: (turnId: string) => Live };

async function* readOn(
  { db, live, liveOf }: Reading,
  turnId: string,
  { after, idleMs, signal }: { after: number; idleMs: number; signal: AbortSignal },
): AsyncGenerator<JournalledEvent[]> {
  let cursor = after;
  let idleFor = 0;
  while (!signal.aborted) {
    const turn = liveOf(turnId);
    const woken = waker(turn, Math.min(SAFETY_MS, idleMs - idleFor), signal);
    try {
      const batch = await eventsAfter(db, { turnId, cursor, tail: turn.tail });
      if (batch.length > 0) {
        yield batch;
        cursor = batch.at(-1)?.seq ?? cursor;
        idleFor = 0;
        if (batch.at(-1)?.event.type === 'done') return;
        continue;
      }
      const waitedMs = await woken.promise;
      idleFor += waitedMs;
      if (idleFor < idleMs) continue;
      idleFor = 0;
      yield [];
    } finally {
      woken.cancel();
      if (!turn.isOpen && turn.wake.size === 0 && live.get(turnId) === turn) live.delete(turnId);
    }
  }
}

async function eventsAfter(
  db: Database,
  { turnId, cursor, tail }: { turnId: string; cursor: number; tail: JournalledEvent[] },
): Promise<JournalledEvent[]> {
  const first = tail[0]?.seq;
  if (first !== undefined && first <= cursor + 1) return tail.filter((journalled) => journalled.seq > cursor);
  const rows = await turns.readEventsAfter(db, turnId, cursor);
  return rows.map((row) => ({ seq: row.seq, event: JSON.parse(row.event) as TurnEvent }));
}

/** Ends with the ms it took: at the next commit, after `limitMs`, or when the reader goes. */
function waker(turn: Live, limitMs: number, signal: AbortSignal): { promise: Promise<number>; cancel: () => void } {
  const startedAt = performance.now();
  let wake = () => {};
  const promise = new Promise<number>((resolve) => {
    wake = () => resolve(performance.now() - startedAt);
  });
  const timer = setTimeout(wake, Math.max(1, limitMs));
  turn.wake.add(wake);
  signal.addEventListener('abort', wake, { once: true });
  const cancel = () => {
    clearTimeout(timer);
    turn.wake.delete(wake);
    signal.removeEventListener('abort', wake);
  };
  return { promise, cancel };
}
