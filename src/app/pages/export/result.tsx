import { type ReactNode, useState } from 'react';
import type { Export } from '../../../contract/relay/export.ts';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import { writeClock } from '../../../timeline/time.ts';
import { SystemLine } from '../../components/chat/SystemLine.tsx';
import { ResultView, type ResultViewProps } from '../../components/export/ResultView.tsx';
import { Banner } from '../../components/primitive/Banner.tsx';
import { LiveRegion } from '../../components/primitive/LiveRegion.tsx';
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
import { CaptionsSheet } from './captions-sheet.tsx';
import { FilmView } from './film-view.tsx';

type Done = Extract<ExportState, { step: 'done' }>;

export type ResultProps = { projectId: string; detail?: ProjectDetail; state: Done };

/** What lies over the page: the film itself, or its captions as files. */
type Open = 'film' | 'captions';

/** The film is done: the truth about its size, and where it can go. */
export function Result({ projectId, detail, state }: ResultProps): ReactNode {
  const t = useWords();
  const [open, setOpen] = useState<Open>();
  const [showsMoments, showMoments] = useState(false);
  const { job } = state;
  const poster = job.posterUrl ?? detail?.project.posterUrl;
  const picture = poster === undefined ? undefined : addressOf(poster);
  const card = { title: t('result.share_title'), path: pathOf('home'), ...(picture === undefined ? {} : { imageUrl: picture }) };
  useShareCard(card, () => runShareLink(job.id).then((id) => pathOf('share', { id })));
  const { file } = job;
  if (!file) return null;
  const name = detail?.project.title ?? '';
  const share = (): void => {
    // Straight from the tap, nothing awaited before: WeChat refuses it later.
    void runShare(projectId).then((outcome) => tellShare(outcome, t));
  };
  const toMoments = (): void => {
    showMoments(true);
    if (state.save !== 'saved') void runSave(projectId);
  };
  return (
    <Screen
      bar={{ title: t('result.nav') }}
      {...(state.file.step === 'failed' ? { head: <Refetch projectId={projectId} /> } : {})}
      overlay={
        <>
          <AlbumQuestion projectId={projectId} save={state.save} onShare={share} />
          {open === 'captions' ? (
            <CaptionsSheet job={job} onOutcome={(outcome) => tellShare(outcome, t)} onClose={() => setOpen(undefined)} />
          ) : null}
          {open === 'film' ? <FilmView source={sourceOf(state, file.url)} onClose={() => setOpen(undefined)} /> : null}
        </>
      }
    >
      <LiveRegion text={t('render.background', { name })} />
      <ResultView
        title={t('result.title')}
        name={name}
        {...(picture === undefined ? {} : { pictureUrl: picture })}
        length={writeClock(file.durationMs)}
        playLabel={t('a11y.play')}
        {...describeSize(job, t)}
        {...describeShrink(projectId, job, t)}
        {...describeWays({ projectId, state, share, toMoments }, t)}
        {...(showsMoments ? { steps: momentsSteps(file.durationMs, state.save === 'saved', t) } : {})}
        again={{ text: t('result.again'), onPress: () => returnTo('editor', { id: projectId }) }}
        fresh={{ text: t('result.new'), onPress: goHome }}
        {...(file.captions ? { captions: { text: t('result.captions'), onPress: () => setOpen('captions') } } : {})}
        onPlay={() => setOpen('film')}
      />
      <SystemLine text={t('app.ai_notice')} />
    </Screen>
  );
}

const sourceOf = ({ file }: Done, url: string): string => (file.step === 'here' ? file.file.path : addressOf(url));

/** The file did not come to this phone: saving and sharing wait for it. */
function Refetch({ projectId }: { projectId: string }): ReactNode {
  const t = useWords();
  return (
    <Banner
      text={t('err.download')}
      note={t('common.retry')}
      icon="retry"
      testId="result.refetch"
      onPress={() => void refetchFile(projectId)}
    />
  );
}

type Ways = { projectId: string; state: Done; share: () => void; toMoments: () => void };

/** Saving and sharing, each only where the phone can do it, and not before the file is here. */
function describeWays({ projectId, state, share, toMoments }: Ways, t: Translate): Pick<ResultViewProps, 'save' | 'friend' | 'moments'> {
  const { file, save } = state;
  const isReady = file.step === 'here';
  const friend = t(hasAlbum ? 'result.friend' : 'result.web_share');
  return {
    save: { text: saveText(state, t), isDisabled: !isReady || save === 'saving', onPress: () => void runSave(projectId) },
    ...(isReady && canShareVideo(file.file) ? { friend: { text: friend, onPress: share } } : {}),
    ...(!isReady && canShareVideo() ? { friend: { text: friend, isDisabled: true } } : {}),
    ...(hasAlbum ? { moments: { text: t('result.moments'), isDisabled: !isReady, onPress: toMoments } } : {}),
  };
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
