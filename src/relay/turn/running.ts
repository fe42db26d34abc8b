import type { TurnEvent } from '../../contract/relay/turn.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Timings } from '../settings.ts';
import type { Database } from '../store/database.ts';
import type { ProjectRow } from '../store/projects.ts';
import type * as store from '../store/turns.ts';
import type { Account, Accounts } from '../upstream/account.ts';
import type { Upstream } from '../upstream/client.ts';
import type { Pause, Pauses } from '../upstream/pause.ts';
import type { Sessions } from '../upstream/session.ts';
import type { Journal } from './journal.ts';

/** What turns work with. */
export type TurnDeps = {
  db: Database;
  clock: Clock;
  log: Log;
  timings: Timings;
  upstream: Upstream;
  account: Accounts;
  sessions: Sessions;
  pauses: Pauses;
  journal: Journal;
};

/** The person pressed stop. */
export class Stopped extends Error {}

export type TurnJob = TurnDeps & { signal: AbortSignal };
/** A turn on its way, with all that its steps need. */
export type Running = TurnJob & { turn: store.TurnRow; project: ProjectRow; me: Account; say: (event: TurnEvent) => void; pause: Pause };
