import type { TurnEvent } from '../../contract/relay/turn.ts';
import type { Database } from '../store/database.ts';
import { readEventsAfter } from '../store/turns.ts';
import { type Bell, createBell } from './bell.ts';

/** An event as it is stored and sent: its JSON is written once, however many read it. `isLast` for `done`. */
export type StoredEvent = { seq: number; json: string; isLast: boolean };

/**
 * A turn that somebody here reads, or that this process writes: then its number must not be forgotten before its `done` is stored.
 * `tail` holds the newest events without a gap.
 */
export type LiveTurn = { state: 'read' | 'written' | 'ending'; seq: number; tail: StoredEvent[]; readers: Set<Bell> };

/** Another relay on the same database may hold the turn: readers look again this often. */
const SAFETY_MS = 5_000;

type Reading = { db: Database; turn: LiveTurn; turnId: string; after: number; idleMs: number; signal: AbortSignal };

/** Batches of stored events after `after`, to the end of the turn; an empty batch each time `idleMs` went by. */
export async function* readOn({ db, turn, turnId, after, idleMs, signal }: Reading): AsyncGenerator<StoredEvent[]> {
  const bell = createBell();
  turn.readers.add(bell);
  signal.addEventListener('abort', bell.ring);
  let cursor = after;
  let heardAt = performance.now();
  let isFirst = true;
  try {
    while (!signal.aborted) {
      const batch = await eventsAfter(db, { turn, turnId, cursor });
      const last = batch.at(-1);
      if (last !== undefined) {
        yield batch;
        cursor = last.seq;
        heardAt = performance.now();
        if (last.isLast) return;
        continue;
      }
      if (isFirst && (await hasEndedBy(db, turnId, cursor))) return;
      isFirst = false;
      await heardWithin(bell, Math.min(SAFETY_MS, heardAt + idleMs - performance.now()));
      if (performance.now() - heardAt < idleMs) continue;
      heardAt = performance.now();
      yield [];
    }
  } finally {
    turn.readers.delete(bell);
    signal.removeEventListener('abort', bell.ring);
  }
}

async function eventsAfter(
  db: Database,
  { turn, turnId, cursor }: { turn: LiveTurn; turnId: string; cursor: number },
): Promise<StoredEvent[]> {
  const first = turn.tail[0]?.seq;
  if (first !== undefined && first <= cursor + 1) return turn.tail.slice(cursor + 1 - first);
  const rows = await readEventsAfter(db, turnId, cursor);
  return rows.map(({ seq, event }, at) => ({ seq, json: event, isLast: at === rows.length - 1 && isDone(event) }));
}

/** A reader who has seen the end asks again after a broken line, as an EventSource does: nothing will come any more. */
async function hasEndedBy(db: Database, turnId: string, cursor: number): Promise<boolean> {
  const last = (await readEventsAfter(db, turnId, 0)).at(-1);
  return last !== undefined && last.seq <= cursor && isDone(last.event);
}

/** Whether nothing follows a stored event. */
export const isDone = (json: string): boolean => (JSON.parse(json) as TurnEvent).type === 'done';

async function heardWithin(bell: Bell, limitMs: number): Promise<void> {
  const timer = setTimeout(bell.ring, Math.max(1, limitMs));
  await bell.heard();
  clearTimeout(timer);
}
