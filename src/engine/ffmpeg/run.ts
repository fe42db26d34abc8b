import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { createCliRunner } from './cli.ts';
import { type Execute, JobError, type Priority, priorityOf, type RunOptions, stepBack, stepForward } from './execute.ts';
import { JOB_LIMITS, type Job, type JobReport } from './job.ts';
import type { WorkerAnswer } from './worker.ts';

/** The only door to processes. */
export type Runner = {
  /** Fails with `JobError`, or with the signal's reason. Outputs appear at their paths whole or not at all. */
  run: (job: Job, options: RunOptions) => Promise<JobReport>;
  /** Ends every child. */
  dispose: () => void;
};

export type RunnerSettings = {
  /** The bundled `worker.ts`. */
  workerPath: string;
  /** Use this command-line ffmpeg, and the ffprobe beside it, instead of the libraries from npm. */
  ffmpegPath?: string;
  limits?: { timeMs?: number };
};

/** Children kept warm per priority: starting one costs 0.2 s. */
const WARM = 2;

/** Jobs after which a child is replaced, against memory that native code may lose. */
const JOBS_PER_CHILD = 50;

type Worker = { child: ChildProcess; jobs: number };

export function createRunner(settings: RunnerSettings): Runner {
  const libraries = createWorkerPool(settings.workerPath);
  const execute: Execute = settings.ffmpegPath === undefined ? libraries.execute : createCliRunner(settings.ffmpegPath, libraries.execute);
  const timeMs = settings.limits?.timeMs ?? JOB_LIMITS.timeMs;
  return { run: (job, options) => runScoped({ job, options, timeMs, execute }), dispose: libraries.dispose };
}

type Scoped = { job: Job; options: RunOptions; timeMs: number; execute: Execute };

/** Gives the job paths of its own, moves what came whole to where it was asked for, and removes the rest. */
async function runScoped({ job, options, timeMs, execute }: Scoped): Promise<JobReport> {
  options.signal.throwIfAborted();
  const attempt = randomUUID().slice(0, 8);
  const scoped = withAttempt(job, attempt);
  const clock = AbortSignal.timeout(timeMs);
  const moves: Promise<void>[] = [];
  let best = 0;
  try {
    const report = await execute(scoped, {
      ...options,
      signal: AbortSignal.any([options.signal, clock]),
      onProgress: (share) => {
        best = Math.max(best, Math.min(1, share));
        options.onProgress?.(best);
      },
      onPart: (path) => {
        const target = path.slice(0, -suffixOf(attempt).length);
        moves.push(rename(path, target).then(() => options.onPart?.(target)));
      },
    });
    await Promise.all(moves);
    await publish(scoped, job);
    return report;
  } catch (cause) {
    await Promise.allSettled(moves);
    if (clock.aborted && !options.signal.aborted) throw new JobError('time', `the job took longer than ${timeMs} ms`);
    throw cause;
  } finally {
    await Promise.all(outputsOf(scoped).map((path) => rm(path, { force: true })));
  }
}

const suffixOf = (attempt: string): string => `.${attempt}.part`;

function withAttempt(job: Job, attempt: string): Job {
  const suffix = suffixOf(attempt);
  if (job.kind === 'probe') return job;
  if (job.kind !== 'encode') return { ...job, output: { ...job.output, path: job.output.path + suffix } } as Job;
  if ('parts' in job.output) return { ...job, output: { parts: job.output.parts.map((part) => ({ ...part, path: part.path + suffix })) } };
  return { ...job, output: { ...job.output, path: job.output.path + suffix } };
}

function outputsOf(job: Job): string[] {
  if (job.kind === 'probe') return [];
  return 'parts' in job.output ? job.output.parts.map((part) => part.path) : [job.output.path];
}

async function publish(scoped: Job, job: Job): Promise<void> {
  if (job.kind === 'probe' || (job.kind === 'encode' && job.format === 'null') || 'parts' in job.output) return;
  const [from] = outputsOf(scoped);
  if (from !== undefined) await rename(from, job.output.path);
}

function createWorkerPool(workerPath: string): { execute: Execute; dispose: () => void } {
  const idle: Record<Priority, Worker[]> = { now: [], background: [] };
  const all = new Set<ChildProcess>();

  const start = (priority: Priority): Worker => {
    const child = fork(workerPath, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [], env: {} });
    all.add(child);
    // What goes wrong with a child is told by its exit.
    child.on('error', () => undefined);
    child.once('exit', () => {
      all.delete(child);
      for (const pool of Object.values(idle)) pool.splice(0, pool.length, ...pool.filter((worker) => worker.child !== child));
    });
    if (priority === 'background' && child.pid !== undefined) stepBack(child.pid);
    return { child, jobs: 0 };
  };

  const rest = (worker: Worker, priority: Priority | undefined): void => {
    worker.child.removeAllListeners('message');
    if (priority === undefined || worker.jobs >= JOBS_PER_CHILD || idle[priority].length >= WARM) {
      worker.child.kill('SIGKILL');
      return;
    }
    // An idle child must not keep its parent alive.
    worker.child.unref();
    worker.child.channel?.unref();
    idle[priority].push(worker);
  };

  const execute: Execute = async (job, options) => {
    const priority = priorityOf(options);
    const worker = idle[priority].pop() ?? start(priority);
    const hurry = (): void => {
      if (priority === 'background' && worker.child.pid !== undefined) stepForward(worker.child.pid);
    };
    worker.child.ref();
    worker.child.channel?.ref();
    worker.jobs += 1;
    options.hurry?.addEventListener('abort', hurry, { once: true });
    const report = await converse(worker.child, job, options).finally(() => options.hurry?.removeEventListener('abort', hurry));
    // One that stepped forward may not be able to step back as far as it was.
    rest(worker, priorityOf(options) === priority ? priority : undefined);
    return report;
  };

  return { execute, dispose: () => all.forEach((child) => void child.kill('SIGKILL')) };
}

/** Ends when the child answers or is gone. A child that was stopped or failed is never used again. */
function converse(child: ChildProcess, job: Job, options: RunOptions): Promise<JobReport> {
  const { signal } = options;
  const seconds = job.kind === 'encode' ? job.seconds : 0;
  return new Promise<JobReport>((resolve, reject) => {
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', stop);
      child.removeListener('exit', gone);
      settle();
    };
    const fail = (cause: unknown): void => {
      child.kill('SIGKILL');
      child.removeListener('exit', gone);
      // The process must be gone before its files are removed.
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) end(() => reject(cause));
      else child.once('exit', () => end(() => reject(cause)));
    };
    const stop = (): void => fail(signal.reason);
    const gone = (code: number | null, killed: string | null): void =>
      end(() => reject(new JobError('failed', `the worker ended in the middle of its job (${killed ?? code})`)));
    child.on('message', (answer: WorkerAnswer) => {
      if (answer.type === 'progress' && seconds > 0) options.onProgress?.(answer.seconds / seconds);
      if (answer.type === 'part') options.onPart?.(answer.path);
      if (answer.type === 'done') end(() => resolve(answer.report));
      if (answer.type === 'failed') fail(new JobError(answer.reason, answer.message));
    });
    child.once('exit', gone);
    signal.addEventListener('abort', stop, { once: true });
    child.send(job, (error) => error && fail(new JobError('failed', `the worker could not be reached: ${error.message}`)));
  });
}
