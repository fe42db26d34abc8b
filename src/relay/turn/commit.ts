import { setImmediate as turnOfLoop } from 'node:timers/promises';
import type { Database } from '../store/database.ts';
import { appendEvents } from '../store/turns.ts';
import type { StoredEvent } from './cursor.ts';

/** Most events in one commit. */
const GROUP = 500;
const RETRY_MS = 200;
const RETRIES = 25;

/** An event with its number that is not stored yet. */
export type Pending = { turnId: string; stored: StoredEvent };

type Deps = { db: Database; onFatal: (error: Error) => void; publish: (group: Pending[]) => void };

export type Committer = {
  add: (event: Pending) => void;
  /** Ends when all that was added so far is stored. */
  settled: () => Promise<void>;
};

/** Stores events in groups, in their order, one commit at a time; each group is published when it is stored. */
export function createCommitter({ db, onFatal, publish }: Deps): Committer {
  let pending: Pending[] = [];
  let isCommitting = false;
  let added = 0;
  let stored = 0;
  /** Who waits for the events up to a number; those that come after must not keep them. */
  let waiting: { upTo: number; end: () => void }[] = [];

  const reach = (count: number) => {
    stored = count;
    for (const { end } of waiting.filter(({ upTo }) => upTo <= stored)) end();
    waiting = waiting.filter(({ upTo }) => upTo > stored);
  };
  const commitAll = async () => {
    while (pending.length > 0) {
      // Streams that have bytes at the same moment share a commit: each would else have one of its own before the next is looked at.
      await turnOfLoop();
      const group = pending.slice(0, GROUP);
      pending = pending.slice(GROUP);
      await commit(db, group);
      publish(group);
      reach(stored + group.length);
    }
  };
  const kick = () => {
    if (isCommitting) return;
    isCommitting = true;
    commitAll()
      .catch((cause: unknown) => {
        onFatal(new Error('events cannot be stored', { cause }));
        reach(added);
      })
      .finally(() => {
        isCommitting = false;
        if (pending.length > 0) kick();
      });
  };
  return {
    add: (event) => {
      added += 1;
      pending.push(event);
      kick();
    },
    settled: () => new Promise((end) => (stored === added ? end() : waiting.push({ upTo: added, end }))),
  };
}

/** A commit that failed for a passing reason is tried again: the numbers are given, so nothing may overtake it. */
async function commit(db: Database, group: Pending[]): Promise<void> {
  const rows = group.map(({ turnId, stored }) => ({ turnId, seq: stored.seq, event: stored.json }));
  for (let tries = 1; ; tries += 1) {
    try {
      return await appendEvents(db, rows);
    } catch (error) {
      if (tries === RETRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
