import type { Language } from '../../../contract/relay/text.ts';
import { runStartBatch } from '../../journeys/batch/run-batch.ts';
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

/** From one film of all files to a film of each. The files go again, each to a project of its own: the upstream keeps them apart. */
export async function startEach(projectId: string, language: Language): Promise<void> {
  const files = filesOf(projectId);
  cancelAll(projectId);
  const { id, rows } = await runStartBatch(
    files.map(({ name }) => name.replace(/\.\w+$/, '')),
    language,
  );
  rows.forEach((row, index) => {
    const file = files[index];
    if (file) addFiles(row.projectId, [file]);
  });
  replacePage('batch', { id });
  await runDeleteProject(projectId);
}

/** And back. Only while the files are still here, which a reload ends. */
export async function startOne(
  projectIds: string[],
  { title, language }: { title: string; language: Language },
  onLost: () => void,
): Promise<void> {
  const files = projectIds.flatMap(filesOf);
  if (files.length < projectIds.length) return onLost();
  const project = await runCreateProject(title, language);
  addFiles(project.id, files);
  replacePage('editor', { id: project.id });
  for (const projectId of projectIds) {
    cancelAll(projectId);
    await runDeleteProject(projectId);
  }
}
