import type { VersionHead } from '../store/versions.ts';

/** Versions in the order that undo and redo walk: from the first, over the one shown, to the newest made from it. */
export function lineOf(heads: readonly VersionHead[], shown: number): VersionHead[] {
  const before: VersionHead[] = [];
  for (let at = find(heads, shown); at !== undefined; at = find(heads, at.parent)) before.unshift(at);
  const after: VersionHead[] = [];
  for (let at = newestFrom(heads, shown); at !== undefined; at = newestFrom(heads, at.version)) after.push(at);
  return [...before, ...after];
}

const find = (heads: readonly VersionHead[], version: number) => heads.find((head) => head.version === version);

const newestFrom = (heads: readonly VersionHead[], version: number) => heads.filter((head) => head.parent === version).at(-1);

/** The first version can be undone only when an instruction made it: an upload is taken back by deleting the clip. */
export function canUndo(heads: readonly VersionHead[], shown: number): boolean {
  const head = find(heads, shown);
  return head !== undefined && (head.parent > 0 || head.turnId !== null);
}

export const canRedo = (heads: readonly VersionHead[], shown: number): boolean => newestFrom(heads, shown) !== undefined;

/** Version 0 is the empty project; it exists to go back to only where an instruction made the first version. */
export const isVersion = (heads: readonly VersionHead[], version: number): boolean =>
  version === 0 ? heads.length === 0 || heads[0]?.turnId !== null : find(heads, version) !== undefined;
