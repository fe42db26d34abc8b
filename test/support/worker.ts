import { rename } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/** Bundles the ffmpeg worker as the server build does, and gives its path. Called once before the tests, and again by whoever runs alone. */
export async function buildWorker(): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../..');
  const outfile = path.join(root, '.cache/test-worker/ffmpeg-worker.mjs');
  // Put in place whole: a test that runs already may be starting a child from it.
  const own = `${outfile}.${process.pid}`;
  await build({
    entryPoints: [path.join(root, 'src/engine/ffmpeg/worker.ts')],
    outfile: own,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  await rename(own, outfile);
  return outfile;
}
