import { type ReactNode, useState } from 'react';
import type { Export } from '../../../contract/relay/export.ts';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import { writeClock } from '../../../timeline/time.ts';
import { ResultView, type ResultViewProps } from '../../components/export/ResultView.tsx';
import { Banner } from '../../components/primitive/Banner.tsx';
import { EXPORT_LIMIT_MB } from '../../journeys/export/estimate.ts';
import type { ExportState } from '../../journeys/export/export.ts';
import { refetchFile, runExport, runSave, runShare } from '../../journeys/export/run-export.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { runShareLink } from '../../journeys/share/run-share.ts';
import { hasAlbum } from '../../platform/album';
import { say } from '../../platform/dialog';
import { goHome, pathOf, returnTo, useShareCard } from '../../platform/navigation.ts';
import { canShareVideo, type ShareOutcome } from '../../platform/share';
import { addressOf, readFeatures } from '../../relay.ts';
import type { Translate } from '../../strings/translate.ts';
import { Screen } from '../screen.tsx';
import { formatMegabytes } from '../words/format.ts';
import { AlbumQuestion } from './album-question.tsx';
import { FilmView } from './film-view.tsx';

type Done = Extract<ExportState, { step: 'done' }>;

export type ResultProps = { projectId: string; detail?: ProjectDetail; state: Done };

/** The film is done: the truth about its size, and where it can go. */
export function Result({ projectId, detail, state }: ResultProps): ReactNode {
  const t = useWords();
  const [isPlaying, play] = useState(false);
  const [showsMoments, showMoments] = useState(false);
  const { job, file: local } = state;
  useShareCard({ title: t('result.share_title'), path: pathOf('home') }, () => runShareLink(job.id).then((id) => pathOf('share', { id })));
  const { file } = job;
  if (!file) return null;
  const poster = job.posterUrl ?? detail?.project.posterUrl;
  const share = (): void => {
    // Straight from the tap, nothing awaited before: WeChat refuses it later.
    void runShare(projectId).then((outcome) => tellShare(outcome, t));
  };
  const toMoments = (): void => {
    showMoments(true);
    if (state.save !== 'saved') void runSave(projectId);
  };
  const isReady = local.step === 'here';
  return (
    <Screen
      bar={{ title: t('result.nav') }}
      {...(local.step === 'failed'
        ? {
            head: (
              <Banner
                text={t('result.file_fail')}
                note={t('common.retry')}
                icon="retry"
                testId="result.refetch"
                onPress={() => void refetchFile(projectId)}
              />
            ),
          }
        : {})}
      overlay={
        <>
          <AlbumQuestion projectId={projectId} save={state.save} onShare={share} />
          {isPlaying ? (
            <FilmView source={local.step === 'here' ? local.file.path : addressOf(file.url)} onClose={() => play(false)} />
          ) : null}
        </>
      }
    >
      <ResultView
        title={t('result.title')}
        name={detail?.project.title ?? ''}
        {...(poster === undefined ? {} : { pictureUrl: addressOf(poster) })}
        length={writeClock(file.durationMs)}
        playLabel={t('a11y.play')}
        {...describeSize(job, t)}
        {...describeShrink(projectId, job, t)}
        save={{ text: saveText(state, t), isDisabled: !isReady || state.save === 'saving', onPress: () => void runSave(projectId) }}
        {...(isReady && canShareVideo(local.file)
          ? { friend: { text: t(hasAlbum ? 'result.friend' : 'result.web_share'), onPress: share } }
          : {})}
        {...(!isReady && canShareVideo() ? { friend: { text: t(hasAlbum ? 'result.friend' : 'result.web_share'), isDisabled: true } } : {})}
        {...(hasAlbum ? { moments: { text: t('result.moments'), isDisabled: !isReady, onPress: toMoments } } : {})}
        {...(showsMoments ? { steps: momentsSteps(file.durationMs, state.save === 'saved', t) } : {})}
        again={{ text: t('result.again'), onPress: () => returnTo('editor', { id: projectId }) }}
        fresh={{ text: t('result.new'), onPress: goHome }}
        onPlay={() => play(true)}
      />
    </Screen>
  );
}

function describeSize({ file }: Export, t: Translate): Pick<ResultViewProps, 'size' | 'spec'> {
  if (!file) throw new TypeError('a finished export has a file');
  const isOver = file.sizeBytes >= EXPORT_LIMIT_MB * 1_000_000;
  const text = formatMegabytes(file.sizeBytes);
  const verdict = isOver ? t('result.big', { size: text, n: EXPORT_LIMIT_MB }) : t('result.small', { n: EXPORT_LIMIT_MB });
  return {
    size: { megabytes: file.sizeBytes / 1_000_000, text, limit: EXPORT_LIMIT_MB, verdict, isOver, label: verdict },
    spec: t('result.spec', { w: file.width, h: file.height, f: Math.round(file.fps) }),
  };
}

function describeShrink(projectId: string, { file, version }: Export, t: Translate): Pick<ResultViewProps, 'shrink'> {
  if (!file || file.sizeBytes < EXPORT_LIMIT_MB * 1_000_000) return {};
  return {
    shrink: {
      text: t('result.shrink', { n: EXPORT_LIMIT_MB }),
      onPress: () => void runExport(projectId, version, { resolution: '720', fps: 30 }),
    },
  };
}

function saveText({ file, save }: Done, t: Translate): string {
  if (file.step === 'fetching') return t('result.preparing', { p: Math.floor(file.percent) });
  if (save === 'saved') return t(hasAlbum ? 'result.saved' : 'result.download_done');
  return t(hasAlbum ? 'result.save' : 'result.h5_save');
}

/** Nobody may post to the Moments for the person, so it says how. */
function momentsSteps(durationMs: number, isSaved: boolean, t: Translate): ResultViewProps['steps'] {
  const seconds = readFeatures()?.momentsSeconds;
  return {
    title: t('moments.title'),
    steps: [
      { title: t('moments.s1'), detail: t('moments.s1_d'), isDone: isSaved },
      { title: t('moments.s2'), detail: t('moments.s2_d') },
      { title: t('moments.s3'), detail: t('moments.s3_d') },
    ],
    ...(seconds !== undefined && durationMs > seconds * 1_000 ? { note: t('moments.long', { n: seconds }) } : {}),
  };
}

function tellShare(outcome: ShareOutcome, t: Translate): void {
  if (outcome === 'too_old') say(t('err.share_old'));
  if (outcome === 'failed') say(t('err.server_t'));
}
