import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableColumns } from 'drizzle-orm';
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

test('a database from the seed has every table of the schema and refuses a second process with its id', { timeout: 60_000 }, async () => {
  await buildSeed(join(folder, 'seed.tgz'));
  const startedAt = performance.now();
  const database = await open('one');
  console.log('open from seed ms', Math.round(performance.now() - startedAt));
  for (const table of Object.values(schema)) {
    const rows = await database.db.select().from(table).limit(1);
    expect(rows).toEqual([]);
    expect(Object.keys(getTableColumns(table)).length).toBeGreaterThan(1);
  }
  await expect(open('one')).rejects.toThrow(`process ${process.pid}`);
  await database.close();
  const again = performance.now();
  const reopened = await open('one');
  console.log('reopen ms', Math.round(performance.now() - again), 'rss MB', Math.round(process.memoryUsage().rss / 1e6));
  await reopened.ping();
  await reopened.close();
});
