import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../../../src/engine/server.ts';
import type { EngineSettings } from '../../../../src/engine/settings.ts';
import { buildWorker } from '../../../support/worker.ts';

export type StartedEngine = { url: string; dataDir: string; close: () => Promise<void>; remove: () => Promise<void> };

/** A real engine on a free port; with `dataDir` one that goes on where another has ended. */
export async function startEngine(more: Partial<EngineSettings> = {}): Promise<StartedEngine> {
  const dataDir = more.dataDir ?? (await mkdtemp(join(tmpdir(), 'saycut-engine-')));
  const workerPath = await buildWorker();
  const engine = createEngine({ workerPath, logLevel: 'silent', rendersAtOnce: 1, ...more, dataDir });
  const { url } = await engine.listen({});
  const close = (): Promise<void> => engine.close();
  return {
    url,
    dataDir,
    close,
    remove: async () => {
      await close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
