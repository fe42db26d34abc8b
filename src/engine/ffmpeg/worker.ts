import { composeBed } from '../music/bed.ts';
import { JOB_LIMITS, type Job, type JobReport } from './job.ts';

/*
 * The child that does the work. It takes one job at a time over IPC, answers with what came of it, and ends with its parent. ffmpeg's
 * calls block this process: between frames it breathes, so that the end of the parent is noticed and progress goes out.
 */

/** Between two breaths, ms. */
const BREATH_MS = 120;

export type WorkerAnswer =
  | { type: 'ready' }
  | { type: 'progress'; seconds: number }
  | { type: 'part'; path: string }
  | { type: 'done'; report: JobReport }
  | { type: 'failed'; reason: 'broken' | 'failed' | 'memory'; message: string };

const send = (answer: WorkerAnswer): void => {
  // The parent may be gone before it is noticed.
  process.send?.(answer, undefined, undefined, (error) => error && process.exit(0));
};

function breather(): (seconds: number) => Promise<void> | undefined {
  let last = Date.now();
  return (seconds) => {
    const now = Date.now();
    if (now - last < BREATH_MS) return undefined;
    last = now;
    send({ type: 'progress', seconds });
    if (process.memoryUsage.rss() > JOB_LIMITS.memoryBytes) {
      send({ type: 'failed', reason: 'memory', message: 'the job wants more memory than it may have' });
      process.disconnect?.();
    }
    return new Promise((resolve) => setImmediate(resolve));
  };
}

async function run(job: Job): Promise<JobReport> {
  const progress = breather();
  switch (job.kind) {
    case 'encode': {
      const { runEncode } = await import('./av/encode.ts');
      return runEncode(job, { progress, partDone: (path) => send({ type: 'part', path }) });
    }
    case 'join': {
      const { runJoin } = await import('./av/join.ts');
      return runJoin(job, progress);
    }
    case 'probe': {
      const { runProbe } = await import('./av/probe.ts');
      return runProbe(job);
    }
    case 'bed':
      composeBed(job);
      return {};
  }
}

const reasonOf = (cause: unknown): 'broken' | 'failed' =>
  typeof cause === 'object' && cause !== null && 'reason' in cause && cause.reason === 'broken' ? 'broken' : 'failed';

process.on('message', (job: Job) => {
  const before = process.cpuUsage();
  run(job).then(
    (report) => {
      const { user, system } = process.cpuUsage(before);
      send({ type: 'done', report: { ...report, cpuMs: Math.round((user + system) / 1_000) } });
    },
    (cause: unknown) => send({ type: 'failed', reason: reasonOf(cause), message: cause instanceof Error ? cause.message : String(cause) }),
  );
});
process.on('disconnect', () => process.exit(0));

const { Log } = await import('node-av/lib').catch(() => ({ Log: undefined }));
// Silent: what goes wrong is reported by code, and ffmpeg's own lines hold paths.
Log?.setLevel(-8 as Parameters<typeof Log.setLevel>[0]);
send({ type: 'ready' });
