import { type ReactNode, useState } from 'react';
import { EXPORT_LIMIT_BYTES } from '../../../contract/limits.ts';
import type { Project } from '../../../contract/relay/project.ts';
import { HowTo } from '../../components/home/HowTo.tsx';
import { ProjectList, ProjectRow } from '../../components/home/ProjectRow.tsx';
import { ResumeCard } from '../../components/home/ResumeCard.tsx';
import { SectionTitle } from '../../components/home/SectionTitle.tsx';
import { Banner } from '../../components/primitive/Banner.tsx';
import { Skeleton } from '../../components/primitive/Skeleton.tsx';
import type { TagProps } from '../../components/primitive/Tag.tsx';
import { type OpenBatch, openBatchStore } from '../../journeys/batch/open-batch.ts';
import { creditsStore } from '../../journeys/credits/run-credits.ts';
import { type HomeState, readResume } from '../../journeys/home/home.ts';
import { runDeleteProject, runLoadHome } from '../../journeys/home/run-home.ts';
import { runRename } from '../../journeys/project/run-project.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { ask, askForText, choose, say } from '../../platform/dialog';
import { canPickFromChat } from '../../platform/media';
import { openPage } from '../../platform/navigation.ts';
import { addressOf } from '../../relay.ts';
import { useStore } from '../../store.ts';
import type { Translate } from '../../strings/translate.ts';
import { formatDay, formatMegabytes, formatSeconds } from '../words/format.ts';

/** Rows before "all" is tapped. */
const SHOWN_AT_FIRST = 5;

export function Recent({ home }: { home: HomeState }): ReactNode {
  const t = useWords();
  const [isAll, showAll] = useState(false);
  const batch = useStore(openBatchStore);
  const { projects } = home;
  if (projects.length === 0) {
    if (home.step === 'loading') return [0, 1, 2].map((row) => <Skeleton key={row} shape="project" label={t('common.loading')} />);
    if (home.step === 'failed')
      return (
        <Banner text={t('home.load_fail')} note={t('common.retry')} icon="retry" testId="home.retry" onPress={() => void runLoadHome()} />
      );
    return <Newcomer />;
  }
  const resume = readResume(projects);
  // Of deleted projects nothing is left to go on with.
  const isBatchThere = batch?.projectIds.some((id) => projects.some((project) => project.id === id));
  const shown = isAll ? projects : projects.slice(0, SHOWN_AT_FIRST);
  const hasMore = projects.length > shown.length;
  return (
    <>
      {batch && isBatchThere ? <ResumeBatch batch={batch} projects={projects} /> : resume ? <Resume project={resume} /> : null}
      <SectionTitle text={t('home.recent')} {...(hasMore ? { more: { text: t('common.all'), onPress: () => showAll(true) } } : {})} />
      <ProjectList>
        {shown.map((project, index) => (
          <Row key={project.id} project={project} index={index} />
        ))}
      </ProjectList>
    </>
  );
}

function Row({ project, index }: { project: Project; index: number }): ReactNode {
  const t = useWords();
  return (
    <ProjectRow
      title={project.title}
      detail={detailOf(project, t)}
      {...(project.posterUrl === undefined ? {} : { pictureUrl: addressOf(project.posterUrl) })}
      status={statusOf(project, t)}
      testId={`home.project-${index}`}
      onPress={() => openPage('editor', { id: project.id })}
      onLongPress={() => void manage(project, t)}
    />
  );
}

function Resume({ project }: { project: Project }): ReactNode {
  const t = useWords();
  return (
    <ResumeCard
      title={t('resume.title')}
      detail={t(project.status === 'exporting' ? 'resume.export' : 'resume.edit', { name: project.title })}
      {...(project.posterUrl === undefined ? {} : { pictureUrl: addressOf(project.posterUrl) })}
      action={t('resume.go')}
      onPress={() => openPage(project.status === 'exporting' ? 'export' : 'editor', { id: project.id })}
    />
  );
}

function ResumeBatch({ batch: { id, projectIds }, projects }: { batch: OpenBatch; projects: Project[] }): ReactNode {
  const t = useWords();
  const picture = projects.find((project) => projectIds.includes(project.id) && project.posterUrl !== undefined)?.posterUrl;
  return (
    <ResumeCard
      title={t('resume.title')}
      detail={t('batch.title', { n: projectIds.length })}
      {...(picture === undefined ? {} : { pictureUrl: addressOf(picture) })}
      action={t('resume.go')}
      onPress={() => openPage('batch', { id })}
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

function detailOf(project: Project, t: Translate): string {
  const what =
    project.durationMs > 0 ? t('unit.seconds', { n: formatSeconds(project.durationMs) }) : t('home.clips', { n: project.clipCount });
  return `${what} · ${formatDay(project.updatedAt, Date.now(), t)}`;
}

function statusOf(project: Project, t: Translate): TagProps {
  switch (project.status) {
    case 'draft':
      return { text: t('project.status.draft') };
    case 'editing':
      return { text: t('project.status.editing'), icon: 'scissors' };
    case 'exporting':
      return { text: t('project.status.exporting'), tone: 'info', icon: 'clock' };
    case 'exported': {
      const size = project.exportedBytes === undefined ? '' : t('unit.mb', { n: formatMegabytes(project.exportedBytes) });
      return { text: t('project.status.exported', { size }).trim(), tone: 'ok', icon: 'check' };
    }
    case 'failed':
      return { text: t('project.status.failed'), tone: 'bad', icon: 'alert' };
  }
}

async function manage(project: Project, t: Translate): Promise<void> {
  const choice = await choose([t('project.rename'), t('common.delete')], t('common.cancel'));
  if (choice === 0) await rename(project, t);
  if (choice === 1) await remove(project, t);
}

async function rename(project: Project, t: Translate): Promise<void> {
  const title = await askForText({ title: t('project.rename_title'), text: project.title, yes: t('common.save'), no: t('common.cancel') });
  if (title === undefined || title.trim() === '') return;
  await runRename(project.id, title.trim().slice(0, 80)).then(runLoadHome, () => say(t('err.server_t')));
}

async function remove(project: Project, t: Translate): Promise<void> {
  const isSure = await ask({
    title: t('project.delete_title'),
    text: t('project.delete_desc'),
    yes: t('common.delete'),
    no: t('common.cancel'),
    isDangerous: true,
  });
  if (!isSure) return;
  await runDeleteProject(project.id).then(
    () => say(t('project.deleted')),
    () => say(t('err.server_t')),
  );
}
