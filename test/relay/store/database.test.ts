import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableColumns, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/relay/store/database.ts';
import * as schema from '../../../src/relay/store/schema.ts';
import { buildSeed } from '../../../src/relay/store/seed.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relay-db-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = (name: string) => openDatabase({ dataDir: join(folder, name), seedPath: join(folder, 'seed.tgz'), onFatal: () => {} });

test('a database from the seed has every table of the schema and refuses a second process with its id', async () => {
  await buildSeed(join(folder, 'seed.tgz'));
  const database = await open('one');
  for (const table of Object.values(schema)) {
    const rows = await database.db.select().from(table).limit(1);
    expect(rows).toEqual([]);
    expect(Object.keys(getTableColumns(table)).length).toBeGreaterThan(1);
  }
  await expect(open('one')).rejects.toThrow(`process ${process.pid}`);
  await database.close();
  const reopened = await open('one');
  await reopened.ping();
  await reopened.close();
});

test('a database that was killed while it was made is made anew', async () => {
  const half = join(folder, 'half');
  await mkdir(join(half, 'pg'), { recursive: true });
  await writeFile(join(half, 'pg', 'PG_VERSION'), '18');
  await writeFile(join(half, 'pg.unfinished'), '');
  const database = await open('half');
  await database.ping();
  await database.close();
  expect(await readdir(half)).toEqual(['pg']);
});

test('a damaged database is told in one line, and its files are left as they are', async () => {
  const database = await open('damaged');
  await database.close();
  const control = join(folder, 'damaged', 'pg', 'global', 'pg_control');
  await truncate(control, 0);
  await expect(open('damaged')).rejects.toThrow(/^The database in .*damaged\/pg is damaged and cannot be opened\./);
  expect(await readdir(join(folder, 'damaged', 'pg'))).toContain('PG_VERSION');
});

test('a database of an earlier release gets what is new, and keeps what it has', async () => {
  const before = await open('old');
  for (const table of ['turns', 'exports', 'uploads']) await before.db.execute(sql.raw(`alter table ${table} drop column starts`));
  await before.db.execute(sql`delete from migrations where step > 1`);
  await before.db.insert(schema.people).values({ id: 'p1', subject: 'device:x', clientId: 'client', createdAt: 1 });
  await before.close();
  const { db, close } = await open('old');
  for (const table of Object.values(schema)) await db.select().from(table).limit(1);
  expect(await db.select().from(schema.people)).toEqual([{ id: 'p1', subject: 'device:x', clientId: 'client', createdAt: 1 }]);
  await close();
});
