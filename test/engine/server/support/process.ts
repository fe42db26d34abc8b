import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { EngineSettings } from '../../../../src/engine/settings.ts';
import { findProgram } from '../../../support/programs.ts';

export type EngineProcess = { url: string; child: ChildProcess; kill: () => Promise<void> };

/** An engine that can be killed as a power cut would. */
export async function spawnEngine(dataDir: string, more: Partial<EngineSettings> = {}): Promise<EngineProcess> {
  const settings = {
    workerPath: await findProgram('ffmpeg-worker'),
    logLevel: 'silent',
    rendersAtOnce: 1,
    ...more,
    dataDir,
  } satisfies EngineSettings;
  const child = spawn(process.execPath, [await findProgram('engine'), JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the engine ended with ${code} before it answered`)));
  const [line] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer];
  ended.catch(() => undefined);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { url: line.toString().trim(), child, kill };
}
