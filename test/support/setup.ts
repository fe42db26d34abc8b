import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackBrowser } from './browser.ts';
import { makeFilm } from './film.ts';
import { buildPrograms } from './programs.ts';

type Builds = { build: (name: 'server' | 'h5' | 'weapp') => Promise<void> };

/** Before any test, once for all workers: what two of them would else make at the same time in the same place. */
export default async function setup(): Promise<() => Promise<void>> {
  const { build }: Builds = await import('../../config/build.mjs' as string);
  await Promise.all([build('server'), buildPrograms(), unpackBrowser()]);
  process.env.SAYCUT_PROGRAMS = 'built';
  await makeFilm();
  // A folder for what this run leaves, gone with it.
  const left = await mkdtemp(join(tmpdir(), 'saycut-tests-'));
  process.env.TMPDIR = left;
  return () => rm(left, { recursive: true, force: true });
}
