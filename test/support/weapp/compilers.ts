import { chmodSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** WeChat's compilers come for these alone. */
export const canCompile = ['linux-x64', 'darwin-x64', 'darwin-arm64', 'win32-x64'].includes(`${process.platform}-${process.arch}`);

const folders: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' };

/** Folder of `wcc` and `wcsc`, which npm leaves without the run bit on Linux. */
export function makeCompilersRunnable(): string {
  const packageFolder = path.dirname(createRequire(import.meta.url).resolve('miniprogram-compiler/package.json'));
  const folder = path.join(packageFolder, 'bin', folders[process.platform] ?? 'linux');
  for (const name of ['wcc', 'wcsc']) if (existsSync(path.join(folder, name))) chmodSync(path.join(folder, name), 0o755);
  return folder;
}
