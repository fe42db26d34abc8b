import path from 'node:path';
import { build } from 'esbuild';

/** Bundles the ffmpeg worker as the server build does, and gives its path. Called once before the tests, and again by whoever runs alone. */
export async function buildWorker(): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../..');
  const outfile = path.join(root, '.cache/test-worker/ffmpeg-worker.mjs');
  await build({
    entryPoints: [path.join(root, 'src/engine/ffmpeg/worker.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}
