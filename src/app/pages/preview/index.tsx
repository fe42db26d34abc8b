import { type ReactNode, useEffect, useState } from 'react';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import { frameOf } from '../../../timeline/frame.ts';
import { segmentsAt } from '../../../timeline/position.ts';
import { writeClock } from '../../../timeline/time.ts';
import { PreviewPlayer } from '../../components/preview/PreviewPlayer.tsx';
import { Banner } from '../../components/primitive/Banner.tsx';
import { isWeapp } from '../../config.ts';
import { askForSheet } from '../../journeys/export/run-export.ts';
import { keepPlayhead, readPlayhead } from '../../journeys/preview/playhead.ts';
import { readUnseen } from '../../journeys/preview/preview.ts';
import { usePreview } from '../../journeys/preview/use-preview.ts';
import { projectStore, runReadProject } from '../../journeys/project/run-project.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { returnTo, usePageParam } from '../../platform/navigation.ts';
import { readInsets } from '../../platform/page';
import { addressOf } from '../../relay.ts';
import { useStore } from '../../store.ts';
import { Screen } from '../screen.tsx';
import { picturesOf } from '../words/pictures.ts';

/** The draft as it will be, at once and without an export. */
export default function PreviewPage(): ReactNode {
  const projectId = usePageParam('id');
  const at = usePageParam('at');
  const project = useStore(projectStore(projectId));
  const read = (): void => void runReadProject(projectId);
  useEffect(read, [projectId]);
  return (
    <Screen tone="night" body="fixed" isFullBleed={project.step === 'ready'} isOver bar={{ isOverPicture: true }}>
      {project.step === 'ready' ? (
        <Film detail={project.detail} {...(at === '' ? {} : { startMs: Number(at) || 0 })} />
      ) : (
        <Waiting hasFailed={project.step === 'failed'} onRetry={read} />
      )}
    </Screen>
  );
}

/** Before the project is read, and when it cannot be. */
function Waiting({ hasFailed, onRetry }: { hasFailed: boolean; onRetry: () => void }): ReactNode {
  const t = useWords();
  if (!hasFailed) return <Banner text={t('preview.loading')} tone="info" icon="clock" />;
  return <Banner text={t('home.load_fail')} note={t('common.retry')} icon="retry" testId="preview.retry" onPress={onRetry} />;
}

function Film({ detail, startMs }: { detail: ProjectDetail; startMs?: number }): ReactNode {
  const t = useWords();
  const [hasCaptions, showCaptions] = useState(true);
  const [hasSound, playSound] = useState(true);
  const { timeline, clips, project } = detail;
  const preview = usePreview(detail, startMs ?? readPlayhead(project.id, timeline.durationMs), hasSound);
  const { shot, positionMs } = preview;
  useEffect(() => keepPlayhead(project.id, positionMs), [project.id, positionMs]);
  const { topPx, heightPx } = readInsets();
  const unseen = readUnseen(timeline, clips);
  const hasBegun = useBegun(preview.isPlaying && !preview.isLoading);
  const isMuted = !hasSound || shot?.segment.volume === 0;
  const picture = shot?.clip?.posterUrl ?? project.posterUrl;
  const still = shot?.clip ? { frame: frameOf(shot.segment, shot.clip, timeline.canvas) } : {};
  return (
    <PreviewPlayer
      barPx={topPx + heightPx}
      screen={{
        canvas: timeline.canvas,
        ...(picture === undefined ? {} : { picture: { url: addressOf(picture), ...still } }),
        videos: preview.videos.map((video) => ({ ...video, isShown: video.isShown && hasBegun, isMuted: isMuted || !video.isShown })),
        texts: hasCaptions ? segmentsAt(timeline, 'text', positionMs) : [],
        onTime: preview.onTime,
        onEnd: () => undefined,
        onReady: preview.onReady,
        onFail: preview.onFail,
      }}
      badge={t('preview.badge')}
      {...(unseen.length === 0
        ? {}
        : {
            unsupported: t('preview.unsupported', {
              list: unseen.map((kind) => t(`preview.unseen_${kind}`)).join(t('preview.unseen_and')),
            }),
          })}
      {...noticeOf(preview.hasFailed, preview.isLoading, t)}
      isLoading={preview.isLoading && !preview.hasFailed}
      isPlaying={preview.isPlaying}
      labels={{ play: t('a11y.play'), pause: t('a11y.pause') }}
      position={writeClock(positionMs)}
      length={writeClock(timeline.durationMs)}
      captions={{ text: t('preview.subs'), isOn: hasCaptions, onChange: showCaptions }}
      sound={{ text: t('preview.sound'), isOn: hasSound, onChange: playSound }}
      timeline={timeline}
      positionMs={positionMs}
      pictures={picturesOf(detail)}
      keep={{ text: t('preview.keep'), onPress: () => returnTo('editor', { id: project.id }) }}
      exportVideo={{ text: t('preview.export'), onPress: () => toExport(project.id) }}
      onToggle={preview.toggle}
      onSeek={preview.seek}
    />
  );
}

/** WeChat's player is black until it plays; a browser's shows its first frame. */
function useBegun(isGoing: boolean): boolean {
  const [hasBegun, setBegun] = useState(!isWeapp);
  useEffect(() => {
    if (isGoing) setBegun(true);
  }, [isGoing]);
  return hasBegun;
}

function toExport(projectId: string): void {
  askForSheet(projectId);
  returnTo('editor', { id: projectId });
}

function noticeOf(hasFailed: boolean, isLoading: boolean, t: ReturnType<typeof useWords>): { notice?: string } {
  if (hasFailed) return { notice: t('preview.fail') };
  return isLoading ? { notice: t('preview.loading') } : {};
}
