import { type ReactNode, useState } from 'react';
import { BatchBoard } from '../../components/batch/BatchBoard.tsx';
import { ErrorCard } from '../../components/chat/ErrorCard.tsx';
import { Button } from '../../components/primitive/Button.tsx';
import { Dock } from '../../components/primitive/Dock.tsx';
import { type BatchRow, countRows, readCommonInstruction } from '../../journeys/batch/batch.ts';
import { exportStore, runSave, runShare } from '../../journeys/export/run-export.ts';
import { useLook, useWords } from '../../journeys/settings/use-settings.ts';
import { say } from '../../platform/dialog';
import { goHome, usePageParam } from '../../platform/navigation.ts';
import type { StringKey } from '../../strings/zh-CN.ts';
import { Screen } from '../screen.tsx';
import { describeFailure } from '../words/failure-words.ts';
import { startOne } from './change-mode.ts';
import { type RowChip, useRowsDrawn } from './row-words.ts';
import { useBatch } from './use-batch.ts';

const chips: RowChip[] = [
  { key: 'chip.trim_sub', label: 'batch.chip_trim' },
  { key: 'chip.music', label: 'batch.chip_music' },
];

/** A film of each file: every row has its own words, its own fate and its own film. */
export default function BatchPage(): ReactNode {
  const batchId = usePageParam('id');
  const t = useWords();
  const { language } = useLook();
  const { state, written, instruct } = useBatch(batchId);
  const [editingId, edit] = useState<string>();
  const rows = state.step === 'ready' ? state.batch.rows : [];
  const drawn = useRowsDrawn(rows, { written, ...(editingId === undefined ? {} : { editingId }), chips });
  const withWords = rows.map((row) => ({ ...row, instruction: row.instruction ?? written[row.projectId] }));
  const common = readCommonInstruction(withWords);
  const needy = withWords
    .filter(({ state: step, instruction }) => step === 'need' && instruction === undefined)
    .map(({ projectId }) => projectId);
  const counts = countRows(rows);
  if (state.step === 'failed') return <Missing failure={state.failure} />;
  return (
    <Screen bar={{ title: t('batch.title', { n: rows.length }) }} {...(counts.done > 1 ? { dock: <SaveAll rows={rows} /> } : {})}>
      <BatchBoard
        mode={{
          label: t('batch.title', { n: rows.length }),
          value: 'each',
          options: [
            { value: 'one', text: t('batch.one'), testId: 'batch.mode-one' },
            { value: 'each', text: t('batch.each'), testId: 'batch.mode-each' },
          ],
          onChange: (mode) =>
            mode === 'one' &&
            void startOne(
              rows.map(({ projectId }) => projectId),
              { title: t('project.untitled'), language },
              () => say(t('err.reconnected_new')),
            ),
        }}
        summary={t('batch.summary', { a: counts.done, b: counts.going })}
        {...(common !== undefined && needy.length > 0
          ? { applyAll: { text: t('batch.apply_all'), onPress: () => instruct(needy, common) } }
          : {})}
        rows={drawn}
        order={t('batch.order')}
        onEdit={edit}
        onInstruct={(projectId, instruction) => {
          edit(undefined);
          if (instruction !== '') instruct([projectId], instruction);
        }}
        onChip={(projectId, key) => instruct([projectId], t(key as StringKey))}
        onSave={(projectId) => void runSave(projectId)}
        onShare={(projectId) => void runShare(projectId)}
        onRetry={(projectId) => retry(withWords, projectId, instruct)}
      />
    </Screen>
  );
}

/** The same words again; the others are not touched. */
function retry(
  rows: { projectId: string; instruction: string | undefined }[],
  projectId: string,
  instruct: (ids: string[], words: string) => void,
): void {
  const words = rows.find((row) => row.projectId === projectId)?.instruction;
  if (words !== undefined) instruct([projectId], words);
}

function SaveAll({ rows }: { rows: BatchRow[] }): ReactNode {
  const t = useWords();
  const done = rows.filter(({ state }) => state === 'done');
  const save = async (): Promise<void> => {
    for (const { projectId } of done) await runSave(projectId);
    const saved = done.filter(({ projectId }) => {
      const state = exportStore(projectId).read();
      return state.step === 'done' && state.save === 'saved';
    });
    say(t('batch.saved', { n: saved.length }));
  };
  return (
    <Dock kind="buttons">
      <Button
        text={t('batch.save_all', { n: done.length })}
        size="large"
        icon="save"
        isWide
        testId="batch.save-all"
        onPress={() => void save()}
      />
    </Dock>
  );
}

function Missing({ failure }: { failure: Parameters<typeof describeFailure>[0] }): ReactNode {
  const t = useWords();
  const { kind, title, text } = describeFailure(failure, {}, t);
  return (
    <Screen bar={{ title: t('batch.each') }}>
      <ErrorCard kind={kind} title={title} detail={text} actions={[{ text: t('common.back'), onPress: goHome }]} />
    </Screen>
  );
}
