import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type OpenDatabase, openDatabase } from '../../../src/relay/store/database.ts';
import { SEED_PATH } from '../seed.ts';

/** The embedded database always, PostgreSQL where `TEST_DATABASE_URL` is set. */
export const databases: string[] = ['PGlite', ...(process.env.TEST_DATABASE_URL === undefined ? [] : ['PostgreSQL'])];

const fail = (error: Error) => {
  throw error;
};

export type TestDatabase = { url: string; drop: () => Promise<void> };

/** An empty database on the server of `TEST_DATABASE_URL`. */
export async function createDatabase(): Promise<TestDatabase> {
  const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await admin.connect();
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  await admin.query(`create database ${name}`);
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  url.pathname = `/${name}`;
  const drop = async () => {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  };
  return { url: url.href, drop };
}

/** An empty database of its own. */
export async function openTestDatabase(name: string): Promise<OpenDatabase> {
  if (name === 'PGlite') return openEmbedded();
  const { url, drop } = await createDatabase();
  const database = await openDatabase({ dataDir: '', databaseUrl: url, onFatal: fail });
  const close = async () => {
    await database.close();
    await drop();
  };
  return { ...database, close };
}

async function openEmbedded(): Promise<OpenDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'relay-db-'));
  const database = await openDatabase({ dataDir, seedPath: SEED_PATH, onFatal: fail });
  const close = async () => {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...database, close };
}
