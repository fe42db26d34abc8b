import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartError } from '../start-error.ts';
import { explainDatabase } from './unreachable.ts';

/** Two numbers that no other program is likely to lock. */
const KEY = [1_398_895_989, 1_667_593_332];

/** One that is on its way out may take this long. */
const PATIENCE_MS = 8_000;
const STEP_MS = 400;

/** The server notices a holder whose machine has gone after idle + count × interval seconds. */
const KEEPALIVE = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';

export type Owner = { release: () => Promise<void> };

/**
 * Holds a database for this relay alone: turns and exports are taken up from their rows, and two relays would each send the same message.
 * The lock lives with its connection, so a killed relay leaves none. Throws with the holder's name; `onLost` is called when a lock that
 * was held has gone to another relay.
 */
export async function ownDatabase(databaseUrl: string, onLost: (error: Error) => void): Promise<Owner> {
  let isReleased = false;
  let client = await connect(databaseUrl);
  await takeWithin(client, PATIENCE_MS);
  await refusePooler(databaseUrl, client);
  const watch = (watched: pg.Client) => {
    watched.on('error', () => {});
    watched.once('end', () => void (isReleased || retake()));
  };
  const retake = async () => {
    while (!isReleased) {
      await sleep(STEP_MS, undefined, { ref: false });
      const next = await connect(databaseUrl).catch(() => undefined);
      if (next === undefined) continue;
      try {
        await takeWithin(next, 0);
      } catch (error) {
        await next.end().catch(() => {});
        if (!(error instanceof StartError)) continue;
        return onLost(error);
      }
      if (isReleased) return void next.end().catch(() => {});
      client = next;
      return watch(client);
    }
  };
  watch(client);
  return {
    release: async () => {
      isReleased = true;
      await client.end().catch(() => {});
    },
  };
}

/** A pooler answers within this time, or has no second connection to answer with. */
const POOLER_MS = 5_000;

/**
 * A pooler that lends connections for one transaction would give the lock away with the connection that holds it. There, what one of our
 * connections stands on is busy with another one's transaction, and the next question goes elsewhere.
 */
async function refusePooler(databaseUrl: string, client: pg.Client): Promise<void> {
  const other = await connect(databaseUrl);
  const backendOf = async (asked: pg.Client) => (await asked.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
  try {
    const before = await backendOf(client);
    await other.query('begin');
    await backendOf(other);
    const isSame = (await Promise.race([backendOf(client), sleep(POOLER_MS)])) === before;
    if (isSame) return;
  } finally {
    // Lets a question go that waits for the only connection of a pooler.
    await other.end().catch(() => {});
  }
  await client.query('select pg_advisory_unlock_all()').catch(() => {});
  await client.end().catch(() => {});
  throw new StartError(
    'The database at DATABASE_URL is behind a pooler that lends a connection for one transaction only, and the lock of the relay lives with its connection. Set pool_mode = session, or name the database itself.',
  );
}

async function connect(connectionString: string): Promise<pg.Client> {
  const application_name = `saycut relay, process ${process.pid} on ${hostname()}`.slice(0, 63);
  const client = new pg.Client({ connectionString, application_name, connectionTimeoutMillis: 10_000, keepAlive: true });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(KEEPALIVE);
    return client;
  } catch (cause) {
    await client.end().catch(() => {});
    throw explainDatabase(cause);
  }
}

/** Ends with the lock held; throws and closes the connection when somebody else keeps it. */
async function takeWithin(client: pg.Client, patienceMs: number): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += STEP_MS) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', KEY);
    if (rows[0]?.mine === true) return;
    if (waitedMs >= patienceMs) break;
    await sleep(STEP_MS);
  }
  const holder = await nameHolder(client);
  await client.end().catch(() => {});
  throw new StartError(
    `The database at DATABASE_URL belongs to ${holder}. One relay works on a database: stop that one, or give this one its own.`,
  );
}

async function nameHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string | null; address: string | null }>(
    `select a.application_name as name, host(a.client_addr) as address from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and l.classid = $1 and l.objid = $2
        and l.database = (select oid from pg_database where datname = current_database())`,
    KEY,
  );
  const { name, address } = rows[0] ?? {};
  return `${name || 'another relay'}${address ? ` (${address})` : ''}`;
}
