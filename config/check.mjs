/** The one gate: lint, layer rules, types, dead exports. `npm run check` prints what failed and how long each took. */
import { spawnSync } from 'node:child_process';
import { root } from './build.mjs';

const steps = [
  ['lint', ['@biomejs/biome/bin/biome', 'check', '--config-path=config/lint.json', '--error-on-warnings', 'src', 'test', 'config']],
  ['layers', ['dependency-cruiser/bin/dependency-cruise.mjs', '--config', 'config/dependencies.cjs', 'src']],
  ['types', ['typescript/bin/tsc', '-b', 'tsconfig.json']],
  ['layer picture', ['../config/picture.mjs', '--check']],
  ['dead exports', ['knip/bin/knip.js', '--config', 'config/knip.json']],
];

let failed = 0;
for (const [name, [script, ...args]] of steps) {
  const startedAt = Date.now();
  const { status } = spawnSync(process.execPath, [`node_modules/${script}`, ...args], { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
