import { afterAll, describe, test } from 'vitest';
import { dropDatabases, runOnPostgres } from './bench.ts';

/** What people rely on, once more on a database server. The tests of the store run on both by themselves. */
const suites: Record<string, () => Promise<unknown>> = {
  turns: () => import('./turn/turns.test.ts'),
  codes: () => import('./turn/codes.test.ts'),
  'kill points': () => import('./turn/kill-points.test.ts'),
  restore: () => import('./version/restore.test.ts'),
  'lost answers': () => import('./upload/lost-answer.test.ts'),
  exports: () => import('./export/exports.test.ts'),
  wire: () => import('./routes/wire.test.ts'),
  strangers: () => import('./routes/strangers.test.ts'),
  kills: () => import('./kill.test.ts'),
};

if (process.env.TEST_DATABASE_URL === undefined) {
  test.skip('the relay on PostgreSQL, as TEST_DATABASE_URL is not set', () => {});
} else {
  runOnPostgres();
  afterAll(dropDatabases);
  for (const [name, load] of Object.entries(suites)) {
    describe(`on PostgreSQL, ${name}`, async () => {
      await load();
    });
  }
}
