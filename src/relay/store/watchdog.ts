import type { PGlite } from '@electric-sql/pglite';
import { isDiskFull } from './disk-full.ts';

/** A query that takes longer means a database that hangs. */
const QUERY_LIMIT_MS = 30_000;

/**
 * Watches every query of the embedded database. After a full disk it neither answers nor fails, so a query past its limit, or that
 * failure itself, is reported as fatal: the process must end, and the folder opens whole at the next start.
 */
export function watchQueries(database: PGlite, onFatal: (error: Error) => void): void {
  const watch = <Args extends unknown[], Result>(run: (...args: Args) => Promise<Result>) => {
    return async (...args: Args): Promise<Result> => {
      const timer = setTimeout(() => onFatal(new Error(`the database has not answered for ${QUERY_LIMIT_MS / 1000} s`)), QUERY_LIMIT_MS);
      timer.unref();
      try {
        return await run(...args);
      } catch (error) {
        if (isFatal(error)) onFatal(new Error('the disk is full or the database is broken', { cause: error }));
        throw error;
      } finally {
        clearTimeout(timer);
      }
    };
  };
  database.query = watch(database.query.bind(database)) as typeof database.query;
  database.exec = watch(database.exec.bind(database)) as typeof database.exec;
  database.transaction = watch(database.transaction.bind(database)) as typeof database.transaction;
}

function isFatal(error: unknown): boolean {
  const { severity, name } = (error ?? {}) as { severity?: unknown; name?: unknown };
  return isDiskFull(error) || severity === 'PANIC' || name === 'RuntimeError';
}
