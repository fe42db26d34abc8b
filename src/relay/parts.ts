import type { Addresses } from './address.ts';
import type { Batches } from './batch.ts';
import type { Clock } from './clock.ts';
import type { Exports } from './export/exports.ts';
import type { Log } from './log.ts';
import type { RelaySettings, Timings } from './settings.ts';
import type { Database } from './store/database.ts';
import type { Objects } from './store/objects.ts';
import type { Spool } from './store/spool.ts';
import type { Journal } from './turn/journal.ts';
import type { Turns } from './turn/turns.ts';
import type { Accounts } from './upstream/account.ts';
import type { Upstream } from './upstream/client.ts';
import type { Pauses } from './upstream/pause.ts';
import type { Sessions } from './upstream/session.ts';
import type { Tokens } from './upstream/token.ts';

/** What the operations work with, made once at the start. */
export type Parts = {
  settings: RelaySettings;
  timings: Timings;
  db: Database;
  ping: () => Promise<void>;
  objects: Objects;
  spool: Spool;
  addresses: Addresses;
  clock: Clock;
  log: Log;
  upstream: Upstream;
  tokens: Tokens;
  account: Accounts;
  sessions: Sessions;
  pauses: Pauses;
  journal: Journal;
  turns: Turns;
  exports: Exports;
  batches: Batches;
  /** Aborted when the relay stops: streams say so and end. */
  closing: AbortSignal;
};
