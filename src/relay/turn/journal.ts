import type { TurnEvent } from '../../contract/relay/turn.ts';
import type { Database } from '../store/database.ts';
import * as turns from '../store/turns.ts';
import { createCommitter, type Pending } from './commit.ts';
import { isDone, type LiveTurn, readOn, type StoredEvent } from './cursor.ts';

/**
 * The events of all turns. One writer gives each turn its numbers in order and commits in groups; a reader is a cursor, so a slow phone
 * costs nothing and a lost connection loses nothing. Nothing is delivered before it is stored.
 */
export type Journal = {
  /** Must come before the first `append` of a turn in this process: goes on after the last stored number. `isDone`: nothing may follow. */
  open: (turnId: string) => Promise<{ isDone: boolean }>;
  append: (turnId: string, event: TurnEvent) => void;
  /** Ends when all that was appended so far is stored. */
  settled: () => Promise<void>;
  /** Batches of stored events after `after`, to the end of the turn; an empty batch each time `idleMs` went by. */
  read: (turnId: string, cursor: { after: number; idleMs: number; signal: AbortSignal }) => AsyncGenerator<StoredEvent[]>;
};

/** Newest events of a running turn kept in memory, for readers that are up to date. */
const TAIL = 512;

type Deps = { db: Database; onFatal: (error: Error) => void };

export function createJournal({ db, onFatal }: Deps): Journal {
  const live = new Map<string, LiveTurn>();
  const liveOf = (turnId: string): LiveTurn => {
    const known: LiveTurn = live.get(turnId) ?? { state: 'read', seq: 0, tail: [], readers: new Set() };
    live.set(turnId, known);
    return known;
  };
  const committer = createCommitter({ db, onFatal, publish: (group) => publish(live, group) });
  return {
    open: async (turnId) => {
      const stored = await turns.readEventsAfter(db, turnId, 0);
      const last = stored.at(-1);
      if (last !== undefined && isDone(last.event)) return { isDone: true };
      const turn = liveOf(turnId);
      turn.state = 'written';
      turn.seq = Math.max(turn.seq, last?.seq ?? 0);
      return { isDone: false };
    },
    append: (turnId, event) => {
      const turn = live.get(turnId);
      // A turn that failed while it ended has ended all the same.
      if (turn?.state !== 'written') return;
      if (event.type === 'done') turn.state = 'ending';
      turn.seq += 1;
      committer.add({ turnId, stored: { seq: turn.seq, json: JSON.stringify(event), isLast: event.type === 'done' } });
    },
    settled: committer.settled,
    read: async function* (turnId, cursor) {
      const turn = liveOf(turnId);
      try {
        yield* readOn({ db, turn, turnId, ...cursor });
      } finally {
        if (turn.state === 'read' && turn.readers.size === 0 && live.get(turnId) === turn) live.delete(turnId);
      }
    },
  };
}

/** Shows readers what is stored now; a turn that has ended is forgotten here. */
function publish(live: Map<string, LiveTurn>, group: Pending[]): void {
  const changed = new Set<LiveTurn>();
  for (const { turnId, stored } of group) {
    const turn = live.get(turnId);
    if (turn === undefined) continue;
    turn.tail.push(stored);
    if (turn.tail.length > TAIL) turn.tail.splice(0, TAIL / 2);
    if (stored.isLast) live.delete(turnId);
    changed.add(turn);
  }
  for (const turn of changed) for (const reader of turn.readers) reader.ring();
}
