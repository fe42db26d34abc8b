/** `npm run bench`: every benchmark under test/bench, one after another; words after `--` choose by path: `npm run bench -- engine`. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, root } from './build.mjs';

const folder = 'test/bench';
/** The builds that a folder of benchmarks looks at; the others run against the server. */
const measured = { app: ['h5', 'weapp'] };
const wanted = process.argv.slice(2);
const all = readdirSync(join(root, folder), { recursive: true })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !name.split('/').at(-1).startsWith('_'))
  .sort();
const chosen = all.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
if (chosen.length === 0) {
  console.error(`No benchmark matches. There are: ${all.join(', ')}.`);
  process.exit(1);
}

const folders = new Set(chosen.map((name) => name.split('/')[0]));
for (const target of new Set([...folders].flatMap((name) => measured[name] ?? ['server']))) await build(target);
let failed = 0;
for (const name of chosen) {
  console.log(`\n# ${name}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(folder, name)], { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
