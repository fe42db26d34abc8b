import { readdirSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import type { Job, JobReport } from './job.ts';

export type Priority = 'now' | 'background';

export type RunOptions = {
  signal: AbortSignal;
  /** Share of the job done, 0–1; never goes back. */
  onProgress?: (share: number) => void;
  /** A part of the picture is whole and stands at its path; it stays when the job is stopped later. */
  onPart?: (path: string) => void;
  priority?: Priority;
  /** Once it has fired, a background job is waited for: it steps forward again. */
  hurry?: AbortSignal;
};

/** What a job runs as when it starts now. */
export const priorityOf = ({ priority = 'now', hurry }: Pick<RunOptions, 'priority' | 'hurry'>): Priority =>
  hurry?.aborted ? 'now' : priority;

/** Does a job to its end; stopped by the signal at once, with the process that did it. */
export type Execute = (job: Job, options: RunOptions) => Promise<JobReport>;

export type JobFailure = 'broken' | 'failed' | 'memory' | 'time';

/** `broken` blames the file that was read; everything else is ours. */
export class JobError extends Error {
  override readonly name = 'JobError';
  readonly reason: JobFailure;

  constructor(reason: JobFailure, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** How far a background job steps back for everything else on the machine. */
const BACKGROUND_NICENESS = 15;

/** Lets a process run only when nothing else wants to; never before this one, however far that was told to step back itself. */
export const stepBack = (pid: number): void => setNiceness(pid, Math.max(BACKGROUND_NICENESS, getPriority()));

/** Takes that back for each thread of the process; only the superuser may, so elsewhere the process goes on as it is. */
export function stepForward(pid: number): void {
  for (const thread of threadsOf(pid)) setNiceness(thread, getPriority());
}

/** Linux counts niceness by thread: those that were begun since have that of the process. */
function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [pid];
  }
}

function setNiceness(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // Not allowed here: the job then runs like any other.
  }
}
