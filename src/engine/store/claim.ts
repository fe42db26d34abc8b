import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StartError } from '../start-error.ts';

/** Folders that this process works in: its own id in a file may also be that of a process before it, in a container. */
const claimed = new Set<string>();

/**
 * Claims a folder for this process and gives the release. Fails with the other's process id while another one works there: two would write
 * over each other. What a killed process has left does not count.
 */
export function claimFolder(dataDir: string): () => void {
  const dir = resolve(dataDir);
  const path = join(dir, 'process.json');
  mkdirSync(dir, { recursive: true });
  const holder = claimed.has(dir) ? process.pid : readHolder(path);
  if (holder !== undefined)
    throw new StartError(`The folder ${dir} is used by the process ${holder}: stop it, or choose another with DATA_DIR.`);
  claimed.add(dir);
  writeFileSync(path, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }), { mode: 0o600 });
  return () => {
    if (claimed.delete(dir)) rmSync(path, { force: true });
  };
}

/** The process that works in the folder; none where it has ended, or its number belongs to another one by now. */
function readHolder(path: string): number | undefined {
  const { pid, started } = readClaim(path);
  if (pid === undefined || pid === process.pid || !isAlive(pid)) return undefined;
  return started === undefined || started === startOf(pid) ? pid : undefined;
}

function readClaim(path: string): { pid?: number; started?: string } {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid?: number; started?: string };
  } catch {
    // None, or one cut off by a kill.
    return {};
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and someone else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process began, in ticks since the machine did; `undefined` where the system does not tell. Source: proc(5), field 22 of `stat`. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
