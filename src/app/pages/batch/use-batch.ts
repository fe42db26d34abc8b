import { useEffect, useState } from 'react';
import type { BatchRow } from '../../journeys/batch/batch.ts';
import {
  forgetWords,
  type Instructions,
  instructionStore,
  keepWords,
  markStarted,
  restoreInstructions,
} from '../../journeys/batch/instructions.ts';
import { type BatchState, batchStore, watchBatch } from '../../journeys/batch/run-batch.ts';
import { dropTaken, runSendWritten } from '../../journeys/batch/run-written.ts';
import { watchExport } from '../../journeys/export/run-export.ts';
import { runLoadHome } from '../../journeys/home/run-home.ts';
import { forgetArrived, restoreUploads, uploadStore } from '../../journeys/upload/run-upload.ts';
import { holdsMessages } from '../../journeys/upload/upload.ts';
import { createAbort } from '../../platform/signal.ts';
import type { Failure } from '../../relay.ts';
import { useStore } from '../../store.ts';

export type BatchDoings = {
  state: BatchState;
  written: Instructions;
  /** Puts words into rows, to be looked over; empty words take them out again. */
  write: (projectIds: string[], words: string) => void;
  /** Cuts rows by the words they have, each as soon as its file is there. */
  start: (projectIds: string[]) => void;
};

/** Follows the batch, sends what was started as soon as its file is there, and fetches finished films. */
export function useBatch(batchId: string, onRefused: (failure: Failure) => void): BatchDoings {
  const state = useStore(batchStore(batchId));
  const written = useStore(instructionStore(batchId));
  const [round, setRound] = useState(0);
  const rows = state.step === 'ready' ? state.batch.rows : [];
  const ids = rows.map(({ projectId }) => projectId).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that were started set the reading going again
  useEffect(() => {
    const abort = createAbort();
    restoreInstructions(batchId);
    void watchBatch(batchId, abort.signal);
    return abort.abort;
  }, [batchId, round]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what an earlier run sent is known from the first answer on
  useEffect(() => {
    if (ids === '') return;
    // Names and pictures of rows whose files this phone no longer has.
    void runLoadHome();
    for (const row of rows) void restoreUploads(row.projectId).then(() => forgetArrived(row.projectId, row.clips ?? []));
  }, [ids]);

  const flush = async (): Promise<void> => {
    const outcome = await runSendWritten(batchId, (projectId) => !holdsMessages(uploadStore(projectId).read()));
    if (typeof outcome === 'string') onRefused(outcome);
    else if (outcome.sent > 0) setRound((before) => before + 1);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `flush` reads the stores; only other rows change what it listens to
  useEffect(() => {
    if (ids === '') return;
    dropTaken(batchId);
    const stops = ids.split(',').map((projectId) => uploadStore(projectId).subscribe(() => void flush()));
    void flush();
    return () => {
      for (const stop of stops) stop();
    };
  }, [batchId, ids]);

  useFilms(rows);
  return {
    state,
    written,
    write: (projectIds, words) => (words === '' ? forgetWords(batchId, projectIds) : keepWords(batchId, projectIds, words)),
    start(projectIds) {
      markStarted(batchId, projectIds, true);
      void flush();
    },
  };
}

/** Finished films come to this phone by themselves, so that saving and sharing begin in the tap. */
function useFilms(rows: BatchRow[]): void {
  const done = rows.filter((row) => row.export?.state === 'done');
  const ids = done.map((row) => row.export?.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per film, however often the batch is read
  useEffect(() => {
    for (const row of done) if (row.export) void watchExport(row.projectId, row.export);
  }, [ids]);
}
