import { ProjectDetail } from '../../../contract/relay/project.ts';
import * as z from '../../../contract/schema.ts';
import { readStored, removeStored, writeStored } from '../../platform/storage.ts';

/** Turns that are shown before the relay answers. */
const KEPT_TURNS = 30;
/** Projects kept: WeChat gives 10 MB for everything. */
const KEPT_PROJECTS = 6;
/** WeChat takes no more under one key; characters outside ASCII are written as up to three bytes. */
const LARGEST_TEXT = 300_000;

const LIST_KEY = 'cache.opened';
const keyOf = (projectId: string): string => `cache.project.${projectId}`;

/** The project as it was when it was last read on this phone: something to look at until the relay answers. */
export const readCached = (projectId: string): ProjectDetail | undefined => ProjectDetail.safeParse(readStored(keyOf(projectId))).data;

export function keepCached(projectId: string, detail: ProjectDetail): void {
  const kept = { ...detail, turns: detail.turns.slice(-KEPT_TURNS) };
  if (JSON.stringify(kept).length > LARGEST_TEXT) return;
  const [, ...others] = [projectId, ...readOpened().filter((id) => id !== projectId)];
  for (const id of others.slice(KEPT_PROJECTS - 1)) removeStored(keyOf(id));
  writeStored(LIST_KEY, [projectId, ...others.slice(0, KEPT_PROJECTS - 1)]);
  writeStored(keyOf(projectId), kept);
}

export const forgetCached = (projectId: string): void => removeStored(keyOf(projectId));

const readOpened = (): string[] => z.array(z.string()).safeParse(readStored(LIST_KEY)).data ?? [];
