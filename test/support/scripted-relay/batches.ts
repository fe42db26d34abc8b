import type { Batch } from '../../../src/contract/relay/batch.ts';
import type { Project } from '../../../src/contract/relay/project.ts';
import { finished } from './samples.ts';
import type { Script } from './script.ts';
import type { World } from './world.ts';

type Regrouped = { state: 'copying' | 'done'; copied: number; total: number; lostClips: string[] };

/** Rows of a batch. Each reading moves every row one step on: said, edited, rendered, done; a failing one stops after its edit. */
export function createBatches(script: Script, world: World) {
  const batches = new Map<string, Batch>();

  function start(projectIds: string[]): Batch {
    const batch: Batch = { id: world.newId('batch'), rows: projectIds.map((projectId) => ({ projectId, state: 'need' })) };
    batches.set(batch.id, batch);
    return batch;
  }

  function instruct(batchId: string, said: { projectId: string; instruction: string }[]): Batch | undefined {
    const batch = batches.get(batchId);
    if (!batch) return undefined;
    batch.rows = batch.rows.map((row) => {
      const instruction = said.find(({ projectId }) => projectId === row.projectId)?.instruction;
      return instruction === undefined ? row : { projectId: row.projectId, instruction, state: 'wait' };
    });
    return batch;
  }

  function read(batchId: string): Batch | undefined {
    const batch = batches.get(batchId);
    if (batch) batch.rows = batch.rows.map((row, index) => nextRow(row, script.failingRows.has(index)));
    return batch;
  }

  function nextRow(row: Batch['rows'][number], isFailing: boolean): Batch['rows'][number] {
    switch (row.state) {
      case 'wait':
        return { ...row, state: 'edit' };
      case 'edit':
        return { ...row, state: isFailing ? 'fail' : 'render' };
      case 'render':
        return { ...row, state: 'done', export: exportOf(row.projectId) };
      case 'need':
      case 'done':
      case 'fail':
        return row;
    }
  }

  /** A project for each clip, with that clip; a first answer says that copying goes on. */
  function split(projectId: string): Regrouped & { batch?: Batch } {
    const detail = world.projects.get(projectId);
    const told = { state: 'done' as const, copied: detail?.clips.length ?? 0, total: detail?.clips.length ?? 0, lostClips: [] };
    if (isFirst(`split ${projectId}`)) return { ...told, state: 'copying', copied: 0 };
    const details = (detail?.clips ?? []).map((clip) => {
      const made = world.addProject(clip.name);
      world.addClip(made, clip);
      return made;
    });
    const batch = start(details.map(({ project }) => project.id));
    batch.rows = batch.rows.map((row, index) => ({ ...row, clips: details[index]?.clips }));
    return { ...told, batch };
  }

  function join(batchId: string, title: string): Regrouped & { project?: Project } {
    const clips = (batches.get(batchId)?.rows ?? []).flatMap(({ projectId }) => world.projects.get(projectId)?.clips ?? []);
    const detail = world.addProject(title);
    for (const clip of clips) world.addClip(detail, clip);
    return { state: 'done', copied: clips.length, total: clips.length, lostClips: [], project: detail.project };
  }

  const asked = new Set<string>();
  const isFirst = (name: string): boolean => !asked.has(name) && asked.add(name) !== undefined;

  function exportOf(projectId: string) {
    const exportId = world.newId('export');
    const place = { id: exportId, projectId, version: 1, createdAt: Date.now() };
    return { ...place, state: 'done' as const, percent: 100, ...finished(exportId, 4_000, 2_000) };
  }

  return { start, instruct, read, split, join };
}
