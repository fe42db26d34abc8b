import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'esbuild';
import type { EngineSettings } from '../../../../src/engine/settings.ts';
import { buildWorker } from '../../../support/worker.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const outfile = path.join(root, '.cache/test-engine/run-engine.mjs');

/** Bundles the engine's process; once before the tests that kill it. */
export const buildEngine = () =>
  build({
    entryPoints: [path.join(import.meta.dirname, 'run-engine.ts')],
    ...{ outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'warning' },
  });

export type EngineProcess = { url: string; child: ChildProcess; kill: () => Promise<void> };

/** An engine that can be killed as a power cut would. */
export async function spawnEngine(dataDir: string, more: Partial<EngineSettings> = {}): Promise<EngineProcess> {
  const settings = { workerPath: await buildWorker(), logLevel: 'silent', rendersAtOnce: 1, ...more, dataDir } satisfies EngineSettings;
  const child = spawn(process.execPath, [outfile, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { url: line.toString().trim(), child, kill };
}
