import type { ProjectDetail } from '../../../contract/relay/project.ts';
import type { Timeline } from '../../../contract/relay/timeline.ts';
import type { Failure } from '../../relay.ts';

export type ProjectState =
  | { step: 'loading' }
  /** `staleBy`: what is shown is older, because the last reading failed so. */
  | { step: 'ready'; detail: ProjectDetail; staleBy?: Failure }
  | { step: 'failed'; failure: Failure };

export type ProjectEvent =
  | { type: 'loaded'; detail: ProjectDetail }
  | { type: 'changed'; timeline: Timeline; version: number }
  | { type: 'renamed'; title: string }
  | { type: 'failed'; failure: Failure };

/** A project once read stays on screen: a failed refresh shows nothing worse than an older state. */
export function nextProject(state: ProjectState, event: ProjectEvent): ProjectState {
  switch (event.type) {
    case 'loaded':
      return { step: 'ready', detail: event.detail };
    case 'changed':
      if (state.step !== 'ready') return state;
      return {
        step: 'ready',
        detail: { ...state.detail, timeline: event.timeline, version: event.version, canUndo: event.version > 0, canRedo: false },
      };
    case 'renamed':
      if (state.step !== 'ready') return state;
      return { step: 'ready', detail: { ...state.detail, project: { ...state.detail.project, title: event.title } } };
    case 'failed':
      // One that is gone is no older state, it is none.
      return state.step === 'ready' && event.failure !== 'not_found'
        ? { ...state, staleBy: event.failure }
        : { step: 'failed', failure: event.failure };
  }
}
