import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRunner } from '../../../src/engine/ffmpeg/run.ts';
import { drawContactSheet } from '../../engine/render/contact-sheet.ts';
import { buildWorker } from '../../support/worker.ts';

/* One frame of every edit, side by side, for a person to look at: `test/output/contact-sheet.png`. */

const runner = createRunner({ workerPath: await buildWorker() });
await mkdir('test/output', { recursive: true });
const names = await drawContactSheet(
  runner,
  await mkdtemp(path.join(tmpdir(), 'saycut-sheet-')),
  path.resolve('test/output/contact-sheet.png'),
);
console.log(names.map((name, index) => `${index + 1} ${name}`).join('\n'));
runner.dispose();
