import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRelay } from '../../../src/relay/server.ts';
import { openDatabase } from '../../../src/relay/store/database.ts';
import { type FakeUpstream, startFakeUpstream } from '../../support/fake-upstream.ts';
import { settingsFor } from '../bench.ts';
import { startChild } from '../child.ts';
import { createDatabase, type TestDatabase } from './databases.ts';

describe.skipIf(process.env.TEST_DATABASE_URL === undefined)('a database on a server', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let fake: FakeUpstream;
  beforeAll(async () => {
    database = await createDatabase();
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    fake = await startFakeUpstream();
  });
  afterAll(async () => {
    await fake?.close();
    await admin?.end();
    await database?.drop();
  });

  const open = (onFatal: (error: Error) => void = () => {}) => openDatabase({ dataDir: '', databaseUrl: database.url, onFatal });
  const holder = async () => {
    const { rows } = await admin.query<{ pid: number }>(
      "select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
    );
    return rows[0]?.pid;
  };

  test('belongs to one relay; a second one is refused with the name of the first, until that one has gone', async () => {
    const first = await open();
    const error: unknown = await open().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'StartError', message: expect.stringContaining(`saycut relay, process ${process.pid} on `) });
    await first.close();
    await (await open()).close();
  });

  test('is free at once when its relay was killed', async () => {
    const child = await startChild(await settingsFor(fake.url, { databaseUrl: database.url }));
    await expect(createRelay(await settingsFor(fake.url, { databaseUrl: database.url }))).rejects.toThrow(`process ${child.pid}`);
    await child.kill();
    // One that is still held is refused after a while.
    await (await open()).close();
  });

  test('is taken again by its relay when only the connection broke', async () => {
    const fatal: Error[] = [];
    const first = await open((error) => fatal.push(error));
    const before = await holder();
    await admin.query('select pg_terminate_backend($1)', [before]);
    await expect.poll(holder).toBeDefined();
    expect(await holder()).not.toBe(before);
    await first.ping();
    expect(fatal).toEqual([]);
    await first.close();
  });

  test('that another relay took meanwhile ends the one that lost it', async () => {
    const fatal: Error[] = [];
    const first = await open((error) => fatal.push(error));
    const second = open();
    await admin.query('select pg_terminate_backend($1)', [await holder()]);
    const winner = await second.catch(() => undefined);
    // Either may be quicker; both do not work on.
    await expect.poll(() => fatal.length).toBe(winner === undefined ? 0 : 1);
    await winner?.close();
    await first.close();
  });
});

test.each([
  ['postgres://nobody@127.0.0.1:1/none', /cannot be used: nobody answers there; is PostgreSQL running\?/],
  ['postgres://nobody@no-such-host.invalid/none', /cannot be used: (there is no such host|the name of its host cannot be looked up)\./],
])('%s is refused with one line that says why', async (databaseUrl, message) => {
  const error: unknown = await openDatabase({ dataDir: '', databaseUrl, onFatal: () => {} }).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ name: 'StartError', message: expect.stringMatching(message) });
});
