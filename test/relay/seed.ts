import { rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { buildSeed } from '../../src/relay/store/seed.ts';

const seedPath = path.join(import.meta.dirname, '../../.cache/test-relay-seed.tgz');
let seed: Promise<string> | undefined;

/** An embedded database with its tables, to start from. Made once for as long as they stay as they are: it takes longer than most tests. */
export function testSeed(): Promise<string> {
  seed ??= keepSeed();
  return seed;
}

async function keepSeed(): Promise<string> {
  const madeAt = await stat(seedPath).then(
    (found) => found.mtimeMs,
    () => 0,
  );
  const tables = await stat(path.join(import.meta.dirname, '../../src/relay/store/migrations.ts'));
  if (madeAt > tables.mtimeMs) return seedPath;
  const own = `${seedPath}.${process.pid}`;
  await buildSeed(own);
  await rename(own, seedPath);
  return seedPath;
}
