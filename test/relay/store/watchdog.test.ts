import type { PGlite } from '@electric-sql/pglite';
import { DrizzleQueryError } from 'drizzle-orm';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerErrors } from '../../../src/relay/routes/errors.ts';
import { watchQueries } from '../../../src/relay/store/watchdog.ts';

const diskFull = Object.assign(new Error('could not extend file'), { code: '53100', severity: 'ERROR' });

function watched(query: () => Promise<unknown>): { database: PGlite; fatal: Error[] } {
  const database = { query, exec: query, transaction: query } as unknown as PGlite;
  const fatal: Error[] = [];
  watchQueries(database, (error) => fatal.push(error));
  return { database, fatal };
}

test('a full disk ends the process, as the embedded database would never answer again', async () => {
  const { database, fatal } = watched(() => Promise.reject(diskFull));
  await expect(database.query('insert')).rejects.toBe(diskFull);
  await expect(database.exec('insert')).rejects.toBe(diskFull);
  expect(fatal).toHaveLength(2);
});

test('a statement that is refused for another reason is the business of whoever sent it', async () => {
  const { database, fatal } = watched(() => Promise.reject(Object.assign(new Error('duplicate'), { code: '23505', severity: 'ERROR' })));
  await expect(database.query('insert')).rejects.toThrow('duplicate');
  expect(fatal).toEqual([]);
});

test.each([
  ['of the database', new DrizzleQueryError('insert', [], diskFull)],
  ['of a file', Object.assign(new Error('write'), { code: 'ENOSPC' })],
])('a full disk %s is told as storage_full', async (_, failure) => {
  const app = fastify();
  answerErrors(app as never);
  app.get('/', async () => {
    throw failure;
  });
  const answer = await app.inject('/');
  expect([answer.statusCode, answer.json()]).toEqual([507, { error: { code: 'storage_full' } }]);
});
