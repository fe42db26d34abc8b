import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { openDatabase } from './database.ts';

/** Writes an embedded database with its tables made, to be copied at a first start: creating one takes seconds. */
export async function buildSeed(path: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'seed-'));
  try {
    const database = await openDatabase({ dataDir: folder, onFatal: () => {} });
    await database.close();
    const client = await PGlite.create({ dataDir: join(folder, 'pg') });
    const dump = await client.dumpDataDir('gzip');
    await client.close();
    await writeFile(`${path}.part`, Buffer.from(await dump.arrayBuffer()));
    await rename(`${path}.part`, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
