import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/** Programs that tests start as processes of their own, beside the built server. */
const sources = {
  'ffmpeg-worker': 'src/engine/ffmpeg/worker.ts',
  engine: 'test/engine/server/support/run-engine.ts',
  relay: 'test/relay/child-main.ts',
};

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, '.cache/test-programs');
const pathOf = (name: string): string => path.join(folder, `${name}.mjs`);

let built: Promise<void> | undefined;

/** The path of a program. Before tests all are built once, and `SAYCUT_PROGRAMS` says so; whoever runs alone builds them with the first question. */
export async function findProgram(name: keyof typeof sources): Promise<string> {
  if (process.env.SAYCUT_PROGRAMS !== undefined) return pathOf(name);
  built ??= buildPrograms();
  await built;
  return pathOf(name);
}

/** Bundles as the server build does. Each is put in place whole: another run may be starting a child from the one before. */
export async function buildPrograms(): Promise<void> {
  const own = path.join(folder, String(process.pid));
  await mkdir(own, { recursive: true });
  await build({
    entryPoints: Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, path.join(root, source)])),
    outdir: own,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  for (const name of Object.keys(sources)) await rename(path.join(own, `${name}.mjs`), pathOf(name));
  await rm(own, { recursive: true, force: true });
}
