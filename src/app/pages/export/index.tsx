import { type ReactNode, useEffect } from 'react';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import { ErrorCard } from '../../components/chat/ErrorCard.tsx';
import { Button } from '../../components/primitive/Button.tsx';
import { type ExportState, readCurrentJob } from '../../journeys/export/export.ts';
import { exportStore, leaveExport, runExport, watchExport } from '../../journeys/export/run-export.ts';
import { projectStore, runReadProject } from '../../journeys/project/run-project.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { copyText } from '../../platform/clipboard';
import { say } from '../../platform/dialog';
import { closePage, goHome, openPage, replacePage, returnTo, usePageParam } from '../../platform/navigation.ts';
import { useStore } from '../../store.ts';
import { copyBindLink } from '../bind-link.ts';
import { readDiagnosis } from '../diagnosis.ts';
import { Screen } from '../screen.tsx';
import { useFailureWords } from '../use-failure-words.ts';
import type { FailureAction } from '../words/failure-words.ts';
import { Progress } from './progress.tsx';
import { Result } from './result.tsx';
import { useRefund } from './use-refund.ts';

/** One page for the whole of an export: started, at work, done. What it shows comes from the relay, so a reload loses nothing. */
export default function ExportPage(): ReactNode {
  const projectId = usePageParam('id');
  const state = useStore(exportStore(projectId));
  const project = useStore(projectStore(projectId));
  const detail = project.step === 'ready' ? project.detail : undefined;
  const refund = useRefund(state);
  useEffect(() => {
    void resume(projectId);
    return () => leaveExport(projectId);
  }, [projectId]);

  switch (state.step) {
    case 'done':
      return <Result projectId={projectId} state={state} {...(detail ? { detail } : {})} />;
    case 'failed':
      return <Failed projectId={projectId} state={state} {...(detail ? { detail } : {})} {...(refund === undefined ? {} : { refund })} />;
    case 'cancelled':
    case 'expired':
      return <Over projectId={projectId} isExpired={state.step === 'expired'} {...(detail ? { detail } : {})} />;
    case 'idle':
    case 'starting':
    case 'running':
      return <Progress projectId={projectId} state={state} {...(detail ? { detail } : {})} />;
  }
}

/** Finds the job after a reload or a kill. One that was just started from the sheet is on its way already. */
async function resume(projectId: string): Promise<void> {
  const detail = await runReadProject(projectId);
  const { step } = exportStore(projectId).read();
  if (!detail || step === 'starting' || step === 'running') return;
  const job = readCurrentJob(detail.exports, detail.version);
  if (job) await watchExport(projectId, job);
  else if (step === 'idle') replacePage('editor', { id: projectId });
}

type PartProps = { projectId: string; detail?: ProjectDetail };

const again = (projectId: string, detail: ProjectDetail | undefined, resolution?: '720'): void =>
  void runExport(projectId, detail?.version ?? 0, resolution ? { resolution, fps: 30 } : undefined);

type FailedProps = PartProps & { state: Extract<ExportState, { step: 'failed' }>; refund?: number };

function Failed({ projectId, state, detail, refund }: FailedProps): ReactNode {
  const t = useWords();
  const { kind, title, text, actions } = useFailureWords(state.failure, state.job?.error?.args ?? {});
  const doings: Record<FailureAction, () => void> = {
    retry: () => again(projectId, detail),
    resend: () => again(projectId, detail),
    export_again: () => again(projectId, detail),
    export_720: () => again(projectId, detail, '720'),
    pick: closePage,
    skip: closePage,
    preview: () => openPage('preview', { id: projectId }),
    copy_bind_link: () => void copyBindLink(t),
    see_credits: () => openPage('credits'),
    home: goHome,
    copy_details: () => void copyText(readDiagnosis(projectId)).then(() => say(t('common.copied'))),
  };
  return (
    <Screen bar={{ title: t('export.title') }}>
      <ErrorCard
        kind={kind}
        title={title}
        detail={refund === undefined ? text : `${text} ${t('err.render_refund', { n: refund })}`}
        actions={actions.map(({ action, text: label }) => ({ text: label, onPress: doings[action] }))}
      />
    </Screen>
  );
}

function Over({ projectId, detail, isExpired }: PartProps & { isExpired: boolean }): ReactNode {
  const t = useWords();
  return (
    <Screen bar={{ title: t('export.title') }}>
      <ErrorCard
        kind="render"
        title={t(isExpired ? 'result.expired' : 'render.canceled')}
        detail={t('render.cancel_desc')}
        actions={[{ text: t('err.render_again'), onPress: () => again(projectId, detail) }]}
      />
      <Button
        text={t('result.again')}
        kind="plain"
        icon="undo"
        testId="result.again"
        onPress={() => returnTo('editor', { id: projectId })}
      />
    </Screen>
  );
}
