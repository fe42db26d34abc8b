import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { createRunner } from '../../../src/engine/ffmpeg/run.ts';
import { buildWorker } from '../../support/worker.ts';
import { createMeter } from './_cost.ts';
import { measureExports } from './_exports.ts';
import { makeCast } from './_film.ts';
import { measurePreview } from './_preview.ts';
import { measureQuality } from './_quality.ts';
import { drawTable, type Row } from './_table.ts';
import { measureTrim } from './_trim.ts';
import { measureWords } from './_words.ts';

/*
 * The whole table of the export promise. Ratios are medians of `BENCH_RUNS` paired runs on a film of `BENCH_SECONDS`; the quality is that
 * of `BENCH_HARD` seconds of hard footage. `FFMPEG_PATH` may name the ffmpeg to measure against (with libvmaf for the quality); melt and
 * editly are taken from PATH. A row whose peer is missing says so.
 */

const seconds = Number(process.env.BENCH_SECONDS ?? 30);
const runs = Number(process.env.BENCH_RUNS ?? 3);
const hardSeconds = Number(process.env.BENCH_HARD ?? 20);

const dir = await mkdtemp(path.join(tmpdir(), 'saycut-table-'));
const runner = createRunner({ workerPath: await buildWorker() });
const meter = createMeter(runner);
const rows: Row[] = [];
try {
  const bench = { meter, clips: await makeCast(runner, dir, seconds), dir, seconds, runs };
  rows.push(...(await measureExports(bench)));
  rows.push(...(await measureTrim(bench)));
  rows.push(...(await measurePreview(bench)));
  rows.push(...(await measureQuality({ runner, dir, seconds: hardSeconds, films: [60, 180] })));
  rows.push(...(await measureWords(runs)));
} finally {
  console.log(
    `${seconds} s of 1080p phone footage, medians of ${runs} paired runs, load ${loadavg()[0]?.toFixed(1)}; time is of the wall, CPU is processor seconds`,
  );
  console.log(drawTable(rows));
  runner.dispose();
  await rm(dir, { recursive: true, force: true });
}
