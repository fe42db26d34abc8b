import type { ReactNode } from 'react';
import { Button } from '../../components/primitive/Button.tsx';
import { Dock } from '../../components/primitive/Dock.tsx';
import type { BatchRow } from '../../journeys/batch/batch.ts';
import { exportStore, runSave } from '../../journeys/export/run-export.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { hasAlbum } from '../../platform/album';
import { say } from '../../platform/dialog';

export type BatchDockProps = {
  rows: BatchRow[];
  /** Rows that nobody has started yet. */
  unstarted: string[];
  onStart: () => void;
};

/** What can be done for all rows at once; nothing while there is nothing to do. */
export function BatchDock({ rows, unstarted, onStart }: BatchDockProps): ReactNode {
  const t = useWords();
  const done = rows.filter(({ state }) => state === 'done');
  const isFirst = unstarted.length === rows.length;
  return (
    <Dock kind="buttons">
      {done.length > 1 ? (
        <Button
          text={t(hasAlbum ? 'batch.save_all' : 'batch.download_all', { n: done.length })}
          kind={unstarted.length > 0 ? 'secondary' : 'primary'}
          icon="save"
          isWide
          testId="batch.save-all"
          onPress={() => void saveAll(done, (n) => say(t('batch.saved', { n })))}
        />
      ) : null}
      {unstarted.length > 0 ? (
        <Button
          text={t(isFirst ? 'batch.start_all' : 'batch.start', { n: unstarted.length })}
          isWide
          testId="batch.start"
          onPress={onStart}
        />
      ) : null}
    </Dock>
  );
}

async function saveAll(done: BatchRow[], onEnd: (saved: number) => void): Promise<void> {
  for (const { projectId } of done) await runSave(projectId);
  const saved = done.filter(({ projectId }) => {
    const state = exportStore(projectId).read();
    return state.step === 'done' && state.save === 'saved';
  });
  onEnd(saved.length);
}
