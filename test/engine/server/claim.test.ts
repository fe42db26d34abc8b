import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startEngine } from './support/engine.ts';
import { type EngineProcess, spawnEngine } from './support/process.ts';
import { createDir } from './support/store.ts';

const closing: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

const startIn = async (dataDir: string): Promise<void> => {
  const engine = await startEngine({ dataDir });
  closing.push(engine.close);
};

describe('a folder', () => {
  test('that another process works in is refused with its id, until that one is killed', async () => {
    const dataDir = await createDir();
    const other: EngineProcess = await spawnEngine(dataDir);
    await expect(startEngine({ dataDir })).rejects.toThrow(`process ${other.child.pid}`);
    await other.kill();
    await startIn(dataDir);
  });

  test('is one engine at a time, also inside one process', async () => {
    const dataDir = await createDir();
    const first = await startEngine({ dataDir });
    await expect(startEngine({ dataDir })).rejects.toThrow(`process ${process.pid}`);
    await first.close();
    await startIn(dataDir);
  });

  test.each([
    ['a process that has ended', JSON.stringify({ pid: 2_147_483_646, started: '1' })],
    ['a process whose number another one has now', JSON.stringify({ pid: process.ppid, started: '1' })],
    ['a process with the same number, in a container before', JSON.stringify({ pid: process.pid, started: '1' })],
    ['a kill in the middle of the claim', '{"pi'],
  ])('is free after %s', async (_, claim) => {
    const dataDir = await createDir();
    await writeFile(join(dataDir, 'process.json'), claim);
    await startIn(dataDir);
  });
});
