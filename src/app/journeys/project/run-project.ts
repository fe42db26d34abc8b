import { type ProjectDetail, readProject, renameProject } from '../../../contract/relay/project.ts';
import { call, failureOf } from '../../relay.ts';
import { createStores } from '../../store.ts';
import { forgetCached, keepCached, readCached } from './cached.ts';
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
    keepCached(projectId, detail);
    return detail;
  } catch (cause) {
    const failure = failureOf(cause);
    if (failure === 'not_found') forgetCached(projectId);
    tellProject(projectId, { type: 'failed', failure });
    return undefined;
  }
}

/** Shows the project as this phone last saw it, when nothing newer is here. The reading of it from the relay goes on beside. */
export function showCached(projectId: string): ProjectDetail | undefined {
  if (projectStore(projectId).read().step === 'ready') return undefined;
  const detail = readCached(projectId);
  if (detail) tellProject(projectId, { type: 'loaded', detail });
  return detail;
}

export async function runRename(projectId: string, title: string): Promise<void> {
  await call(renameProject, { params: { projectId }, body: { title } });
  tellProject(projectId, { type: 'renamed', title });
}
