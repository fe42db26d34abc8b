import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

type AppJson = { pages: string[]; subPackages?: { root: string; pages: string[] }[] };

export const readAppJson = (folder: string): AppJson => JSON.parse(readFileSync(path.join(folder, 'app.json'), 'utf8')) as AppJson;

/** Every page, those of sub-packages too. */
export function readRoutes(folder: string): string[] {
  if (!existsSync(path.join(folder, 'app.json'))) return [];
  const { pages, subPackages = [] } = readAppJson(folder);
  return [...pages, ...subPackages.flatMap(({ root, pages: inside }) => inside.map((page) => `${root}/${page}`))];
}
