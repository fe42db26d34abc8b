import { useEffect, useState } from 'react';
import type { BatchRow } from '../../journeys/batch/batch.ts';
import { instructionStore, keepInstruction, restoreInstructions } from '../../journeys/batch/instructions.ts';
import { type BatchState, batchStore, runInstruct, watchBatch } from '../../journeys/batch/run-batch.ts';
import { watchExport } from '../../journeys/export/run-export.ts';
import { restoreUploads, uploadStore } from '../../journeys/upload/run-upload.ts';
import { holdsMessages } from '../../journeys/upload/upload.ts';
import { createAbort } from '../../platform/signal.ts';
import { useStore } from '../../store.ts';

/** Follows the batch, sends what was written as soon as its file is there, and fetches finished films. */
export function useBatch(batchId: string): {
  state: BatchState;
  written: Record<string, string>;
  instruct: (projectIds: string[], instruction: string) => void;
} {
  const state = useStore(batchStore(batchId));
  const written = useStore(instructionStore(batchId));
  const [round, setRound] = useState(0);
  const rows = state.step === 'ready' ? state.batch.rows : [];
  const ids = rows.map(({ projectId }) => projectId).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new instruction sets rows going again
  useEffect(() => {
    const abort = createAbort();
    restoreInstructions(batchId);
    void watchBatch(batchId, abort.signal);
    return abort.abort;
  }, [batchId, round]);

  useEffect(() => {
    for (const projectId of ids.split(',').filter((id) => id !== '')) void restoreUploads(projectId);
  }, [ids]);

  const flush = (): void => {
    const ready = Object.entries(instructionStore(batchId).read()).filter(([projectId]) => !holdsMessages(uploadStore(projectId).read()));
    if (ready.length === 0) return;
    for (const [projectId] of ready) keepInstruction(batchId, projectId, undefined);
    void runInstruct(
      batchId,
      ready.map(([projectId, instruction]) => ({ projectId, instruction })),
    ).then(
      () => setRound((before) => before + 1),
      () => {
        for (const [projectId, instruction] of ready) keepInstruction(batchId, projectId, instruction);
      },
    );
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `flush` reads the stores; only other rows change what it listens to
  useEffect(() => {
    const stops = ids.split(',').map((projectId) => uploadStore(projectId).subscribe(flush));
    flush();
    return () => {
      for (const stop of stops) stop();
    };
  }, [batchId, ids]);

  useFilms(rows);
  return {
    state,
    written,
    instruct(projectIds, instruction) {
      for (const projectId of projectIds) keepInstruction(batchId, projectId, instruction);
      flush();
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
