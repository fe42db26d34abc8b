import type { Language } from '../../../contract/relay/text.ts';
import { runJoin, runSplit, runStartBatch } from '../../journeys/batch/run-batch.ts';
import { runCreateProject, runDeleteProject } from '../../journeys/home/run-home.ts';
import { addFiles, cancelRow, uploadStore } from '../../journeys/upload/run-upload.ts';
import type { PickedFile } from '../../platform/media.ts';
import { replacePage } from '../../platform/navigation.ts';

const filesOf = (projectId: string): PickedFile[] =>
  uploadStore(projectId)
    .read()
    .rows.filter(({ state }) => state.step !== 'refused' && state.step !== 'cancelled' && state.step !== 'lost')
    .map(({ file }) => file);

function cancelAll(projectId: string): void {
  for (const { key, state } of uploadStore(projectId).read().rows) {
    if (state.step !== 'done') cancelRow(projectId, key);
  }
}

export type Changing = {
  language: Language;
  /** Copying at the upstream takes a while, unlike the rest. */
  onWait: () => void;
  /** Clips that the upstream no longer has: they must be picked again. */
  onLost: () => void;
};

/**
 * From one film of all files to a film of each. Files that are still on this phone go again, each to a project of its own: the upstream keeps
 * them apart. Where one is only at the upstream, all are copied there. `clipCount` is how many have arrived.
 */
export async function startEach(projectId: string, clipCount: number, { language, onWait, onLost }: Changing): Promise<void> {
  const files = filesOf(projectId);
  if (files.length < clipCount) {
    onWait();
    const { batch, lostClips } = await runSplit(projectId);
    if (lostClips.length > 0) onLost();
    replacePage('batch', { id: batch.id });
  } else {
    cancelAll(projectId);
    const titles = files.map(({ name }) => name.replace(/\.\w+$/, ''));
    const { id, rows } = await runStartBatch(titles, language);
    rows.forEach((row, index) => {
      const file = files[index];
      if (file) addFiles(row.projectId, [file]);
    });
    replacePage('batch', { id });
  }
  await runDeleteProject(projectId);
}

type Joining = Changing & { title: string };

/** And back: from this phone where every file is still here, else from the upstream. */
export async function startOne(batchId: string, projectIds: string[], { title, language, onWait, onLost }: Joining): Promise<void> {
  const files = projectIds.flatMap(filesOf);
  if (files.length < projectIds.length) {
    onWait();
    const { project, lostClips } = await runJoin(batchId, title, language);
    if (lostClips.length > 0) onLost();
    replacePage('editor', { id: project.id });
  } else {
    const project = await runCreateProject(title, language);
    addFiles(project.id, files);
    replacePage('editor', { id: project.id });
  }
  for (const projectId of projectIds) {
    cancelAll(projectId);
    await runDeleteProject(projectId);
  }
}
