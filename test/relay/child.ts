import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import type { RelaySettings } from '../../src/relay/settings.ts';
import { findProgram } from '../support/programs.ts';

/** A relay as a process of its own, to be killed. */
export type Child = {
  url: string;
  pid: number;
  /** Ends it as a power cut does. */
  kill: () => Promise<void>;
  /** Ends it as a person does. */
  stop: () => Promise<void>;
  /** Most of its memory that was ever resident since the last `forgetPeak`, bytes. */
  peakBytes: () => Promise<number>;
  /** Starts the peak anew from what is resident now. */
  forgetPeak: () => Promise<void>;
  /** Processor time that it has used, ms: unlike the clock, not moved by what else runs on the machine. */
  cpuMs: () => Promise<number>;
};

export async function startChild(settings: RelaySettings): Promise<Child> {
  const child = spawn(process.execPath, [await findProgram('relay'), JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  const url = await firstLine(child);
  const pid = child.pid ?? 0;
  return {
    url,
    pid,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    peakBytes: () => readPeak(pid),
    forgetPeak: () => writeFile(`/proc/${pid}/clear_refs`, '5'),
    cpuMs: () => readCpuMs(pid),
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    child.once('exit', (code) => reject(new Error(`the relay ended with ${code}`)));
  });
}

/** Source: proc(5); writing 5 to `clear_refs` sets `VmHWM` back. */
async function readPeak(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

/** ms per tick of the kernel's accounts. Source: USER_HZ, 100 on every Linux that Node runs on. */
const TICK_MS = 10;

/** Source: proc(5), fields 14 and 15 of `stat`, after a name that may hold spaces. */
export async function readCpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
