import { readFileSync } from 'node:fs';
import type { Job } from '../../../src/engine/ffmpeg/job.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';

/** Processor time is absent where nobody tells it. */
export type Cost = { wallMs: number; cpuMs: number | undefined };

/** Clock ticks of Linux, ms. */
const TICK_MS = 10;

/** Processor time of all programs that ran and ended, ms; `undefined` off Linux. */
function endedChildrenMs(): number | undefined {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
  } catch {
    return undefined;
  }
}

/** The cost of a program that is started and waited for. */
export async function costOfProgram(work: () => unknown): Promise<Cost> {
  const [before, from] = [endedChildrenMs(), performance.now()];
  await work();
  const [after, wallMs] = [endedChildrenMs(), performance.now() - from];
  return { wallMs, cpuMs: before === undefined || after === undefined ? undefined : after - before };
}

export type Meter = {
  /** Adds up the processor time of its jobs. */
  runner: Runner;
  measure: (work: () => Promise<unknown>) => Promise<Cost>;
};

export function createMeter(runner: Runner): Meter {
  let cpuMs = 0;
  return {
    runner: {
      ...runner,
      run: async (job: Job, options) => {
        const report = await runner.run(job, options);
        cpuMs += report.cpuMs ?? 0;
        return report;
      },
    },
    measure: async (work) => {
      cpuMs = 0;
      const from = performance.now();
      await work();
      return { wallMs: performance.now() - from, cpuMs };
    },
  };
}

/** The middle one; `undefined` of none. */
export const median = (values: number[]): number | undefined => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
