import type { ReactNode } from 'react';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import { RenderProgress } from '../../components/export/RenderProgress.tsx';
import { Banner } from '../../components/primitive/Banner.tsx';
import { Button } from '../../components/primitive/Button.tsx';
import { Dock } from '../../components/primitive/Dock.tsx';
import type { Step } from '../../components/primitive/StepList.tsx';
import { EXPORT_LIMIT_MB } from '../../journeys/export/estimate.ts';
import { type ExportState, readStage } from '../../journeys/export/export.ts';
import { runCancel } from '../../journeys/export/run-export.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { ask, say } from '../../platform/dialog';
import { hasNotices } from '../../platform/notice';
import { addressOf } from '../../relay.ts';
import type { Translate } from '../../strings/translate.ts';
import { RateLimitLine } from '../rate-limit.tsx';
import { Screen } from '../screen.tsx';
import { useNotice } from '../use-notice.ts';

type Going = Extract<ExportState, { step: 'idle' | 'starting' | 'running' }>;

export type ProgressProps = { projectId: string; detail?: ProjectDetail; state: Going };

/** Longer than this and "about n seconds" helps nobody. */
const SOON_MS = 3_000;
const LONG_MS = 120_000;

/** A film being made. Leaving is safe, and said: the relay owns the job. */
export function Progress({ projectId, detail, state }: ProgressProps): ReactNode {
  const t = useWords();
  const notice = useNotice();
  const job = state.step === 'running' ? state.job : undefined;
  const percent = Math.floor(job?.percent ?? 0);
  const poster = job?.posterUrl ?? detail?.project.posterUrl;
  return (
    <Screen
      bar={{ title: t('render.title') }}
      {...(job?.retryInMs === undefined ? {} : { head: <RateLimitLine inMs={job.retryInMs} /> })}
      {...(state.step === 'running' && !state.isConnected
        ? { head: <Banner text={t('err.offline')} note={t('render.leave')} testId="render.offline" /> }
        : {})}
      dock={
        <Dock kind="buttons">
          <Button
            text={t('common.cancel')}
            kind="dismiss"
            isWide
            isDisabled={job === undefined}
            testId="render.cancel"
            onPress={() => void cancel(projectId, t)}
          />
          {hasNotices && notice ? (
            <Button
              text={t(notice.isOn ? 'wait.notify_on' : 'wait.notify')}
              icon="bell"
              isWide="double"
              isDisabled={notice.isOn}
              testId="render.notify"
              onPress={notice.ask}
            />
          ) : null}
        </Dock>
      }
    >
      <RenderProgress
        percent={percent}
        label={t('a11y.progress', { p: percent })}
        eta={etaOf(state, t)}
        {...(poster === undefined ? {} : { pictureUrl: addressOf(poster) })}
        steps={stepsOf(state, t)}
        leave={t('render.leave')}
      />
    </Screen>
  );
}

function etaOf(state: Going, t: Translate): string {
  if (state.step !== 'running') return t('common.loading');
  const { etaMs, retryInMs } = state.job;
  if (retryInMs !== undefined) return t('batch.state.wait');
  // How many are before it stands in the list below: the ring has room for a word or two.
  if (state.job.state === 'queued') return t('batch.state.wait');
  if (etaMs === undefined) return t('app.connecting');
  if (etaMs < SOON_MS) return t('render.eta_soon');
  return etaMs > LONG_MS ? t('render.eta_long') : t('render.eta', { n: Math.ceil(etaMs / 1_000) });
}

function stepsOf(state: Going, t: Translate): Step[] {
  const position = state.step === 'running' && state.job.state === 'queued' ? (state.job.position ?? 0) : 0;
  const stages = ['queue', 'compose', 'compress'] as const;
  const current = stages.indexOf(state.step === 'running' ? readStage(state.job) : 'queue');
  return stages.map((stage, index) => ({
    id: stage,
    text: stage === 'queue' && position > 0 ? t('step.queued', { n: position }) : t(`render.${stage}`, { n: EXPORT_LIMIT_MB }),
    state: index < current ? 'done' : index === current ? 'running' : 'todo',
  }));
}

async function cancel(projectId: string, t: Translate): Promise<void> {
  const isSure = await ask({
    title: t('render.cancel_title'),
    text: t('render.cancel_desc'),
    yes: t('render.cancel_yes'),
    no: t('render.cancel_no'),
  });
  if (isSure) await runCancel(projectId).catch(() => say(t('err.offline')));
}
