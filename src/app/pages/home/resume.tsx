import type { ReactNode } from 'react';
import type { Project } from '../../../contract/relay/project.ts';
import { ResumeCard } from '../../components/home/ResumeCard.tsx';
import { openBatchStore } from '../../journeys/batch/open-batch.ts';
import { readResume } from '../../journeys/home/home.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { uploadStore } from '../../journeys/upload/run-upload.ts';
import { listUnfinished } from '../../journeys/upload/unfinished.ts';
import { isUploading } from '../../journeys/upload/upload.ts';
import { openPage } from '../../platform/navigation.ts';
import { useStore } from '../../store.ts';
import { pictureOf } from './project-words.ts';

/** What was left half done, one thing at most: a batch, files that were not sent, or the newest project. */
export function Resume({ projects }: { projects: Project[] }): ReactNode {
  const t = useWords();
  const batch = useStore(openBatchStore);
  const title = t('resume.title');
  const rows = batch ? projects.filter(({ id }) => batch.projectIds.includes(id)) : [];
  // Of deleted projects nothing is left to go on with.
  if (batch && rows.length > 0) {
    const pictured = rows.find(({ posterUrl }) => posterUrl !== undefined);
    return (
      <ResumeCard
        title={title}
        detail={t('batch.title', { n: batch.projectIds.length })}
        {...(pictured ? pictureOf(pictured) : {})}
        action={t('resume.go')}
        onPress={() => openPage('batch', { id: batch.id })}
      />
    );
  }
  const unsent = findUnsent(projects);
  if (unsent)
    return (
      <ResumeCard
        title={title}
        detail={t('resume.upload', { n: unsent.count })}
        {...pictureOf(unsent.project)}
        action={t('resume.upload_go')}
        onPress={() => openPage('editor', { id: unsent.project.id })}
      />
    );
  const project = readResume(projects);
  if (!project) return null;
  const isExporting = project.status === 'exporting';
  return (
    <ResumeCard
      title={title}
      detail={t(isExporting ? 'resume.export' : 'resume.edit', { name: project.title })}
      {...pictureOf(project)}
      action={t('resume.go')}
      onPress={() => openPage(isExporting ? 'export' : 'editor', { id: project.id })}
    />
  );
}

/** Files of an earlier run. Those of this run go on by themselves, and their row says how far they are. */
function findUnsent(projects: Project[]): { project: Project; count: number } | undefined {
  for (const { projectId, count } of listUnfinished()) {
    const project = projects.find(({ id }) => id === projectId);
    if (project && count > 0 && !isUploading(uploadStore(projectId).read())) return { project, count };
  }
  return undefined;
}
