import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Queue } from './queue.ts';

/** Work that outlives the phone: each job is a row of the database, and goes on at the next start where it stood. */
export type Jobs = {
  /** Does nothing for a job that is under way. Jobs of one lane run one after another. */
  launch: (job: Job) => void;
  /** Takes up what an earlier run has left. */
  resume: (left: readonly (Job & { starts: number })[]) => void;
  /** Those of a lane that run or wait. */
  idsIn: (lane: string) => string[];
  abort: (ids: readonly string[], reason: Error) => void;
  /** Ends when these have ended here. */
  ended: (ids: readonly string[]) => Promise<void>;
  /** Leaves all of them for the next start. */
  close: () => Promise<void>;
};

type Job = { id: string; lane: string };

/** The rows of one kind of job. */
export type Work = {
  /** Does a job from wherever it stands. What it throws is a bug or a database that is gone: it is tried again after a while. */
  run: (id: string, signal: AbortSignal) => Promise<void>;
  /** Counts a start, before anything is done; says the count. A start that came to its end in order, also by a stop of the relay, is taken off. */
  countStart: (id: string, by: 1 | -1) => Promise<number>;
  /** Ends a job for good that never comes to an end. */
  giveUp: (id: string) => Promise<void>;
};

type Deps = { clock: Clock; log: Log; queue: Queue; suspects: Queue };

/** A job that was started so often and never ended kills the relay, or always fails: it is not started again. */
export const START_LIMIT = 3;

/** One more death than can be chance: from then on such jobs run one at a time, so that the one at fault is found and harms no other. */
const SUSPECT_STARTS = 2;

/** Before a job that failed in an unforeseen way is tried again; each time four times as long. */
const AGAIN_MS = 1_000;

export function createJobs({ clock, log, queue, suspects }: Deps, work: Work): Jobs {
  const running = new Map<string, { lane: string; abort: AbortController; ended: Promise<void> }>();
  const closing = new AbortController();

  const runOnce = async (id: string, signal: AbortSignal): Promise<void> => {
    if ((await work.countStart(id, 1)) > START_LIMIT) return work.giveUp(id);
    await work.run(id, signal);
    if (closing.signal.aborted) await work.countStart(id, -1);
  };
  const runToEnd = async (id: string, signal: AbortSignal): Promise<void> => {
    for (let tries = 0; !closing.signal.aborted; tries += 1) {
      try {
        return await runOnce(id, signal);
      } catch (error) {
        log.error({ jobId: id, err: error }, 'a job failed');
        if (tries === START_LIMIT) return;
        await clock.wait(AGAIN_MS * 4 ** tries, signal).catch(() => {});
      }
    }
  };
  const start = ({ id, lane }: Job, isSuspect: boolean) => {
    if (running.has(id) || closing.signal.aborted) return;
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, closing.signal]);
    const run = () => runToEnd(id, signal);
    const ended = queue.run(lane, isSuspect ? () => suspects.run('suspects', run) : run).finally(() => running.delete(id));
    running.set(id, { lane, abort, ended });
  };
  const ended = async (ids: readonly string[]) => {
    await Promise.all(ids.map((id) => running.get(id)?.ended));
  };
  return {
    launch: (job) => start(job, false),
    resume: (left) => {
      for (const job of left) start(job, job.starts >= SUSPECT_STARTS);
    },
    idsIn: (lane) => [...running].flatMap(([id, job]) => (job.lane === lane ? [id] : [])),
    abort: (ids, reason) => {
      for (const id of ids) running.get(id)?.abort.abort(reason);
    },
    ended,
    close: async () => {
      closing.abort(new Error('the relay stops'));
      await ended([...running.keys()]);
    },
  };
}
