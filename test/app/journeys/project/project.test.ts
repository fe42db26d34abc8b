import { expect, test } from 'vitest';
import { nextProject, type ProjectState } from '../../../../src/app/journeys/project/project.ts';
import type { ProjectDetail } from '../../../../src/contract/relay/project.ts';

const project = { id: 'project1', title: '海', status: 'draft', durationMs: 0, clipCount: 0, createdAt: 1, updatedAt: 1 } as const;
const nothing = { clips: [], versions: [], turns: [], exports: [], version: 0, canUndo: false, canRedo: false };
const detail: ProjectDetail = { project, timeline: { durationMs: 0, canvas: { width: 9, height: 16 }, tracks: [] }, ...nothing };
const shown: ProjectState = { step: 'ready', detail };

test('a reading that failed leaves what is shown, marked as older until one succeeds', () => {
  const stale = nextProject(shown, { type: 'failed', failure: 'upstream_unavailable' });
  expect(stale).toEqual({ ...shown, staleBy: 'upstream_unavailable' });
  expect(nextProject(stale, { type: 'loaded', detail })).toEqual(shown);
});

test('a project that is gone is not shown as an older one', () => {
  expect(nextProject(shown, { type: 'failed', failure: 'not_found' })).toEqual({ step: 'failed', failure: 'not_found' });
});
