import { type ProjectDetail, readProject, renameProject } from '../../../contract/relay/project.ts';
import { call, failureOf } from '../../relay.ts';
import { createStores } from '../../store.ts';
import { nextProject, type ProjectEvent, type ProjectState } from './project.ts';

export const projectStore = createStores<ProjectState>(() => ({ step: 'loading' }));

export function tellProject(projectId: string, event: ProjectEvent): void {
  const store = projectStore(projectId);
  store.write(nextProject(store.read(), event));
}

/** Reads the project anew; `undefined` when the relay could not be asked or refused. */
export async function runReadProject(projectId: string): Promise<ProjectDetail | undefined> {
  try {
    const detail = await call(readProject, { params: { projectId } });
    tellProject(projectId, { type: 'loaded', detail });
    return detail;
  } catch (cause) {
    tellProject(projectId, { type: 'failed', failure: failureOf(cause) });
    return undefined;
  }
}

export async function runRename(projectId: string, title: string): Promise<void> {
  await call(renameProject, { params: { projectId }, body: { title } });
  tellProject(projectId, { type: 'renamed', title });
}
