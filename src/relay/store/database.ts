import { openAsBlob } from 'node:fs';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle as drizzleNode } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import pg from 'pg';
import { StartError } from '../start-error.ts';
import { lockFolder } from './lock.ts';
import { migrations } from './migrations.ts';
import { ownDatabase } from './owner.ts';
import { prepareQueries } from './prepared.ts';
import * as schema from './schema.ts';
import { explainDatabase } from './unreachable.ts';
import { watchQueries } from './watchdog.ts';

/** One handle for both databases. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export type OpenDatabase = { db: Database; ping: () => Promise<void>; close: () => Promise<void> };

/** Small, for one process on a small machine. Source: measured, 305 MB without, 183 MB with. */
export const LOW_MEMORY = ['shared_buffers = 16MB', 'max_connections = 10', 'work_mem = 2MB', 'max_wal_size = 64MB'];

type Settings = { dataDir: string; databaseUrl?: string; seedPath?: string; onFatal: (error: Error) => void };

/** Opens PostgreSQL at `databaseUrl`, or the embedded one in `dataDir`, and brings its tables up to date. */
export async function openDatabase(settings: Settings): Promise<OpenDatabase> {
  return settings.databaseUrl === undefined ? openEmbedded(settings) : openServer(settings.databaseUrl, settings.onFatal);
}

async function openServer(databaseUrl: string, onFatal: (error: Error) => void): Promise<OpenDatabase> {
  const owner = await ownDatabase(databaseUrl, onFatal);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, statement_timeout: 30_000, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => {});
  const db: Database = drizzleNode(pool, { schema });
  const close = async () => {
    await pool.end();
    await owner.release();
  };
  try {
    await migrate(db);
  } catch (cause) {
    await close();
    throw explainDatabase(cause);
  }
  return { db, ping: () => ping(db), close };
}

async function openEmbedded(settings: Settings): Promise<OpenDatabase> {
  await mkdir(settings.dataDir, { recursive: true });
  const lock = await lockFolder(settings.dataDir);
  try {
    const client = await openPglite(join(settings.dataDir, 'pg'), settings.seedPath);
    prepareQueries(client);
    watchQueries(client, settings.onFatal);
    const db: Database = drizzlePglite(client, { schema });
    await migrate(db);
    const close = async () => {
      await client.close();
      await lock.release();
    };
    return { db, ping: () => ping(db), close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openPglite(folder: string, seedPath: string | undefined): Promise<PGlite> {
  const unfinished = `${folder}.unfinished`;
  // Killed while it was made: nothing was ever acknowledged in it.
  if (await isThere(unfinished)) await rm(folder, { recursive: true, force: true });
  if (await isThere(join(folder, 'PG_VERSION'))) return PGlite.create({ dataDir: folder }).catch(explainDamage(folder));
  await writeFile(unfinished, '');
  const hasSeed = seedPath !== undefined && (await isThere(seedPath));
  const client = await PGlite.create({
    dataDir: folder,
    ...(hasSeed ? { loadDataDir: await openAsBlob(seedPath) } : { postgresqlconf: LOW_MEMORY }),
  });
  await rm(unfinished);
  return client;
}

/** What PostgreSQL itself refuses; a disk that is full or may not be written has a code of the system. */
const explainDamage = (folder: string) => (cause: unknown) => {
  if (typeof (cause as { code?: unknown } | null)?.code === 'string') throw cause;
  throw new StartError(
    `The database in ${folder} is damaged and cannot be opened. Put back a copy of it, or move it away to begin with an empty one.`,
    { cause },
  );
};

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function ping(db: Database): Promise<void> {
  await db.execute(sql`select 1`);
}

/** Brings the tables up to the newest step. */
async function migrate(db: Database): Promise<void> {
  await db.execute(sql`create table if not exists migrations (step integer primary key)`);
  const done = await stepsDone(db);
  if (done >= migrations.length) return;
  await db.transaction(async (tx) => {
    await tx.execute(sql`lock table migrations in exclusive mode`);
    const from = await stepsDone(tx);
    for (const [step, text] of migrations.entries()) {
      if (step < from) continue;
      for (const statement of text.split(';').filter((part) => part.trim() !== '')) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into migrations (step) values (${step + 1})`);
    }
  });
}

async function stepsDone(db: Pick<Database, 'execute'>): Promise<number> {
  const result = (await db.execute(sql`select coalesce(max(step), 0) as done from migrations`)) as unknown as { rows: { done: unknown }[] };
  return Number(result.rows[0]?.done ?? 0);
}
