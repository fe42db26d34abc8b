import { type ReactNode, useState } from 'react';
import { BatchBoard } from '../../components/batch/BatchBoard.tsx';
import { ErrorCard } from '../../components/chat/ErrorCard.tsx';
import { countRows, readCommonInstruction } from '../../journeys/batch/batch.ts';
import { runSave, runShare } from '../../journeys/export/run-export.ts';
import { useLook, useWords } from '../../journeys/settings/use-settings.ts';
import { say } from '../../platform/dialog';
import { goHome, usePageParam } from '../../platform/navigation.ts';
import type { StringKey } from '../../strings/zh-CN.ts';
import { Screen } from '../screen.tsx';
import { describeFailure } from '../words/failure-words.ts';
import { startOne } from './change-mode.ts';
import { BatchDock } from './dock.tsx';
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
  const { state, written, write, start } = useBatch(batchId, (failure) => say(describeFailure(failure, {}, t).title));
  const [editingId, edit] = useState<string>();
  const rows = state.step === 'ready' ? state.batch.rows : [];
  const drawn = useRowsDrawn(rows, { written, ...(editingId === undefined ? {} : { editingId }), chips });
  const withWords = rows.map((row) => ({ ...row, instruction: written[row.projectId]?.words ?? row.instruction }));
  const common = readCommonInstruction(withWords);
  const wordless = idsOf(withWords.filter(({ state: step, instruction }) => step === 'need' && instruction === undefined));
  const unstarted = idsOf(rows.filter(({ projectId, state: step }) => step === 'need' && written[projectId]?.isStarted !== true));
  const counts = countRows(rows);
  const startRest = (): void => {
    start(unstarted.filter((projectId) => !wordless.includes(projectId)));
    edit(wordless[0]);
  };
  const joining = {
    title: t('project.untitled'),
    language,
    onWait: () => say(t('pick.preparing')),
    onLost: () => say(t('project.expired')),
  };
  if (state.step === 'failed') return <Missing failure={state.failure} />;
  return (
    <Screen
      bar={{ title: t('batch.title', { n: rows.length }) }}
      {...(unstarted.length > 0 || counts.done > 1 ? { dock: <BatchDock rows={rows} unstarted={unstarted} onStart={startRest} /> } : {})}
    >
      <BatchBoard
        mode={{
          label: t('batch.title', { n: rows.length }),
          value: 'each',
          options: [
            { value: 'one', text: t('batch.one'), testId: 'batch.mode-one' },
            { value: 'each', text: t('batch.each'), testId: 'batch.mode-each' },
          ],
          onChange: (mode) => mode === 'one' && void startOne(batchId, idsOf(rows), joining).catch(() => say(t('err.server_t'))),
        }}
        summary={t('batch.summary', { a: counts.done, b: counts.going })}
        {...(common !== undefined && wordless.length > 0
          ? { applyAll: { text: t('batch.apply_all'), onPress: () => write(wordless, common) } }
          : {})}
        rows={drawn}
        order={t('batch.order')}
        onEdit={edit}
        onInstruct={(projectId, words) => {
          edit(undefined);
          write([projectId], words);
        }}
        onChip={(projectId, key) => write([projectId], t(key as StringKey))}
        onSave={(projectId) => void runSave(projectId)}
        onShare={(projectId) => void runShare(projectId)}
        onRetry={(projectId) => {
          const words = withWords.find((row) => row.projectId === projectId)?.instruction;
          if (words === undefined) return;
          write([projectId], words);
          start([projectId]);
        }}
      />
    </Screen>
  );
}

const idsOf = (rows: { projectId: string }[]): string[] => rows.map(({ projectId }) => projectId);

function Missing({ failure }: { failure: Parameters<typeof describeFailure>[0] }): ReactNode {
  const t = useWords();
  const { kind, title, text } = describeFailure(failure, {}, t);
  return (
    <Screen bar={{ title: t('batch.each') }}>
      <ErrorCard kind={kind} title={title} detail={text} actions={[{ text: t('common.back'), onPress: goHome }]} />
    </Screen>
  );
}
