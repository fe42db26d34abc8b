import type { ProjectDetail } from '../../../contract/relay/project.ts';
import type { Failure } from '../../relay.ts';

export type Moved = { step: 'moved'; detail: ProjectDetail } | { step: 'refused'; failure: Failure };

/** Version that undo leads to; `undefined` when there is nothing to undo. */
export function readUndo({ canUndo, version, versions }: ProjectDetail): number | undefined {
  return canUndo ? (nearest(versions, (each) => each < version, Math.max) ?? 0) : undefined;
}

/** Version that redo leads to. */
export function readRedo({ canRedo, version, versions }: ProjectDetail): number | undefined {
  return canRedo ? nearest(versions, (each) => each > version, Math.min) : undefined;
}

function nearest(
  versions: ProjectDetail['versions'],
  isWanted: (version: number) => boolean,
  pick: (...versions: number[]) => number,
): number | undefined {
  const wanted = versions.map(({ version }) => version).filter(isWanted);
  return wanted.length === 0 ? undefined : pick(...wanted);
}

/** A card shows as undone when the person stands before its version. */
export const isReverted = (cardVersion: number, shown: number): boolean => cardVersion > shown;
