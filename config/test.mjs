/** `npm test`: the gate, the builds, the tests with real ffmpeg and PGlite, then the journeys in a real browser. */
import { spawnSync } from 'node:child_process';
import { root } from './build.mjs';

const steps = [
  ['check', ['config/check.mjs']],
  ['builds', ['config/build.mjs', 'server', 'h5', 'weapp']],
  ['tests', ['node_modules/vitest/vitest.mjs', 'run', '--config', 'config/vitest.ts']],
  ['journeys', ['node_modules/vitest/vitest.mjs', 'run', '--config', 'config/journeys.ts']],
];

const failed = [];
for (const [name, args] of steps) {
  const startedAt = Date.now();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  console.log(`\n${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(0)} s)\n`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
