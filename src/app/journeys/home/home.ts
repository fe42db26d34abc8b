import { Project } from '../../../contract/relay/project.ts';
import * as z from '../../../contract/schema.ts';
import type { Failure } from '../../relay.ts';

/** The list kept on this phone is shown first, so `projects` may be there while a fresh one loads. */
export type HomeState =
  | { step: 'loading'; projects: Project[] }
  | { step: 'ready'; projects: Project[] }
  | { step: 'failed'; projects: Project[]; failure: Failure };

export type HomeEvent =
  | { type: 'load' }
  | { type: 'loaded'; projects: Project[] }
  | { type: 'failed'; failure: Failure }
  | { type: 'deleted'; projectId: string };

export const Projects = z.array(Project);

export function nextHome(state: HomeState, event: HomeEvent): HomeState {
  switch (event.type) {
    case 'load':
      return { step: 'loading', projects: state.projects };
    case 'loaded':
      return { step: 'ready', projects: [...event.projects].sort((a, b) => b.updatedAt - a.updatedAt) };
    case 'failed':
      return { step: 'failed', projects: state.projects, failure: event.failure };
    case 'deleted':
      return { ...state, projects: state.projects.filter(({ id }) => id !== event.projectId) };
  }
}

/** The project to go on with, if the newest one was left in the middle. The app offers it and never jumps. */
export function readResume(projects: Project[]): Project | undefined {
  const newest = projects[0];
  return newest && (newest.status === 'editing' || newest.status === 'exporting') ? newest : undefined;
}
