import { type ReactNode, useState } from 'react';
import { EXPORT_LIMIT_BYTES } from '../../../contract/limits.ts';
import type { Project } from '../../../contract/relay/project.ts';
import { HowTo } from '../../components/home/HowTo.tsx';
import { ProjectList, ProjectRow } from '../../components/home/ProjectRow.tsx';
import { SectionTitle } from '../../components/home/SectionTitle.tsx';
import { Banner } from '../../components/primitive/Banner.tsx';
import { Skeleton } from '../../components/primitive/Skeleton.tsx';
import { creditsStore } from '../../journeys/credits/run-credits.ts';
import type { HomeState } from '../../journeys/home/home.ts';
import { runLoadHome } from '../../journeys/home/run-home.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { uploadStore } from '../../journeys/upload/run-upload.ts';
import { isUploading, readPercent } from '../../journeys/upload/upload.ts';
import { canPickFromChat } from '../../platform/media';
import { openPage } from '../../platform/navigation.ts';
import { useStore } from '../../store.ts';
import { manage } from './manage.ts';
import { detailOf, pictureOf, statusOf } from './project-words.ts';
import { Resume } from './resume.tsx';

/** Rows before "all" is tapped. */
const SHOWN_AT_FIRST = 5;

export function Recent({ home }: { home: HomeState }): ReactNode {
  const t = useWords();
  const [isAll, showAll] = useState(false);
  const { projects } = home;
  if (projects.length === 0) {
    if (home.step === 'loading') return [0, 1, 2].map((row) => <Skeleton key={row} shape="project" label={t('common.loading')} />);
    if (home.step === 'failed') return <Failed />;
    return <Newcomer />;
  }
  const shown = isAll ? projects : projects.slice(0, SHOWN_AT_FIRST);
  const hasMore = projects.length > shown.length;
  return (
    <>
      {home.step === 'failed' && home.failure !== 'offline' ? <Failed /> : null}
      <Resume projects={projects} />
      <SectionTitle text={t('home.recent')} {...(hasMore ? { more: { text: t('common.all'), onPress: () => showAll(true) } } : {})} />
      <ProjectList>
        {shown.map((project, index) => (
          <Row key={project.id} project={project} index={index} />
        ))}
      </ProjectList>
    </>
  );
}

/** The list could not be read: where there is an older one it stays, below. */
function Failed(): ReactNode {
  const t = useWords();
  return <Banner text={t('home.load_fail')} note={t('common.retry')} icon="retry" testId="home.retry" onPress={() => void runLoadHome()} />;
}

function Row({ project, index }: { project: Project; index: number }): ReactNode {
  const t = useWords();
  const upload = useStore(uploadStore(project.id));
  return (
    <ProjectRow
      title={project.title}
      detail={detailOf(project, t)}
      {...pictureOf(project)}
      status={
        isUploading(upload) ? { text: t('project.status.uploading', { p: readPercent(upload) }), tone: 'info' } : statusOf(project, t)
      }
      testId={`home.project-${index}`}
      onPress={() => openPage('editor', { id: project.id })}
      onLongPress={() => void manage(project, t)}
    />
  );
}

function Newcomer(): ReactNode {
  const t = useWords();
  const { credits } = useStore(creditsStore);
  const days = credits?.expiresAt === undefined ? undefined : Math.ceil((credits.expiresAt - Date.now()) / 86_400_000);
  return (
    <>
      <SectionTitle text={t('home.empty_title')} />
      <HowTo
        steps={[
          { icon: 'picture', title: t('home.how1'), detail: t(canPickFromChat ? 'home.how1_d' : 'home.how1_h5') },
          { icon: 'chat', title: t('home.how2'), detail: t('home.how2_d') },
          { icon: 'moments', title: t('home.how3'), detail: t('home.how3_d', { n: EXPORT_LIMIT_BYTES / 1_000_000 }) },
        ]}
        {...(credits && days !== undefined && days > 0 ? { gift: t('home.gift', { n: credits.total, d: days }) } : {})}
      />
    </>
  );
}
