/** `npm test`: the gate beside the builds, the tests with real ffmpeg and PGlite, then the journeys in a real browser. The last lines say what failed. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.mjs';

/** Where config/failures.ts writes a line for each test that failed. */
const list = join(root, '.cache/failures.txt');
const vitest = 'node_modules/vitest/vitest.mjs';

/** Parts after one another; those of one line at the same time, and what they print only when they have ended. */
const parts = [
  { check: ['config/check.mjs'], builds: ['config/build.mjs', 'server', 'h5', 'weapp'] },
  { tests: [vitest, 'run', '--config', 'config/vitest.ts'] },
  { journeys: [vitest, 'run', '--config', 'config/journeys.ts'] },
];

/** How much of what a part without a list of its own has said is said again at the end. */
const LAST_LINES = 12;

mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(list, { force: true });
const failures = [];
for (const part of parts) {
  const isAlone = Object.keys(part).length === 1;
  await Promise.all(Object.entries(part).map(([name, args]) => run(name, { args, isAlone })));
}
if (failures.length > 0) console.error(`Failed: ${failures.map(({ name }) => name).join(', ')}.\n${failures.map(explain).join('\n')}`);
process.exit(failures.length === 0 ? 0 : 1);

/** Ends when the part has; one that failed is remembered. */
async function run(name, { args, isAlone }) {
  const startedAt = Date.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', isAlone ? 'inherit' : 'pipe', isAlone ? 'inherit' : 'pipe'],
    env: { ...process.env, SAYCUT_FAILURES: list },
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => said.push(piece));
  const status = await new Promise((resolve) => child.once('close', resolve));
  const text = Buffer.concat(said).toString();
  process.stdout.write(text);
  console.log(`\n${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(0)} s)\n`);
  if (status !== 0) failures.push({ name, text });
}

/** The tests that failed, each with the first line of why; of a part without tests its last lines. */
function explain({ name, text }) {
  const isTests = parts.some((part) => part[name]?.[0] === vitest);
  if (isTests && existsSync(list))
    return readFileSync(list, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith(name))
      .join('\n');
  return text.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
}
