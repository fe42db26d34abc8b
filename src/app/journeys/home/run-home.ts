import { createProject, deleteProject, listProjects, type Project } from '../../../contract/relay/project.ts';
import type { Language } from '../../../contract/relay/text.ts';
import { readStored, writeStored } from '../../platform/storage.ts';
import { call, failureOf } from '../../relay.ts';
import { createStore } from '../../store.ts';
import { type HomeEvent, type HomeState, nextHome, Projects } from './home.ts';

const KEY = 'cache.projects';

const readCached = (): Project[] => {
  const stored = Projects.safeParse(readStored(KEY));
  return stored.success ? stored.data : [];
};

export const homeStore = createStore<HomeState>({ step: 'loading', projects: readCached() });

const send = (event: HomeEvent): void => homeStore.write(nextHome(homeStore.read(), event));

export async function runLoadHome(): Promise<void> {
  if (homeStore.read().step === 'failed') send({ type: 'load' });
  try {
    const { projects } = await call(listProjects);
    send({ type: 'loaded', projects });
    writeStored(KEY, projects);
  } catch (cause) {
    send({ type: 'failed', failure: failureOf(cause) });
  }
}

export async function runCreateProject(title: string, language: Language): Promise<Project> {
  const { project } = await call(createProject, { body: { title, language } });
  return project;
}

export async function runDeleteProject(projectId: string): Promise<void> {
  await call(deleteProject, { params: { projectId } });
  send({ type: 'deleted', projectId });
  writeStored(KEY, homeStore.read().projects);
}
