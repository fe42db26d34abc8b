import { StartError } from '../start-error.ts';

/** What stands behind codes of the system and of PostgreSQL, and what would help. */
const reasons: Record<string, string> = {
  ECONNREFUSED: 'nobody answers there; is PostgreSQL running?',
  ECONNRESET: 'it broke off the connection',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of its host cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its host cannot be reached',
  '28P01': 'the password is wrong',
  '28000': 'this user may not come in',
  '3D000': 'there is no database of this name',
  '42501': 'this user may not make tables in it',
  '53300': 'it has no connection left',
  '57P03': 'it is still starting',
};

/** A database that could not be opened, as one line. The innermost cause knows why. */
export function explainDatabase(cause: unknown): StartError {
  if (cause instanceof StartError) return cause;
  let at = cause;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  if (at instanceof AggregateError && at.errors.length > 0) at = at.errors[0];
  const { code, message } = (at ?? {}) as { code?: unknown; message?: unknown };
  const reason = reasons[String(code)] ?? String(message ?? code ?? 'no reason given');
  return new StartError(`The database at DATABASE_URL cannot be used: ${reason}.`, { cause });
}
