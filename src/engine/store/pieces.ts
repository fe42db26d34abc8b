import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes what rendering has kept and nobody has used since `before`: the time of a file is when it was last used. */
export async function sweepPieces(dir: string, before: number): Promise<void> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const facts = await stat(path).catch(() => undefined);
    if (facts && facts.mtimeMs < before) await rm(path, { force: true });
  }
}
