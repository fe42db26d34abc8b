/** PostgreSQL's code for a full disk. */
const NO_SPACE_IN_DATABASE = '53100';

/** Whether a failure comes from a full disk, of files or of the database; its layers wrap it. */
export function isDiskFull(error: unknown): boolean {
  for (let at = error; typeof at === 'object' && at !== null; at = (at as { cause?: unknown }).cause) {
    const { code } = at as { code?: unknown };
    if (code === 'ENOSPC' || code === NO_SPACE_IN_DATABASE) return true;
  }
  return false;
}
