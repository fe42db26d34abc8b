import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { type Cost, costOfProgram, type Meter } from './_cost.ts';
import { type Cast, draftOfFilm, preparePeers, runOneJob } from './_film.ts';
import { editors, findFfmpeg, runCommand } from './_peers.ts';
import { missingRow, type Pair, type Row, ratioRow } from './_table.ts';

type Bench = { meter: Meter; clips: Cast; dir: string; seconds: number; runs: number };

const COMMAND = 'one hand-written ffmpeg command';
const FIRST = 'first export';
const signal = new AbortController().signal;

/** How long a person looks at the last edit before pressing, ms. */
const LOOK_MS = 10_000;

type Run = { first: Cost; changed: Cost; ready: Cost; job: Cost; command?: Cost };

/** The rows of exports: every run measures ours and the peers one after another, so that both meet the same machine. */
export async function measureExports({ meter, clips, dir, seconds, runs }: Bench): Promise<Row[]> {
  const { runner, measure } = meter;
  const peer = await preparePeers(clips, seconds, dir);
  const ffmpeg = findFfmpeg();
  const measured: Run[] = [];
  for (let run = 0; run < runs; run++) {
    const kept = path.join(dir, `kept${run}`);
    const renderer = createRenderer({ runner, dir: kept });
    const render = (tx: string) =>
      measure(() => renderer.render({ draft: draftOfFilm(seconds, tx), clips, target: path.join(dir, 'ours.mp4'), signal }));
    const command = ffmpeg === undefined ? {} : { command: await costOfProgram(() => runCommand(ffmpeg, peer)) };
    const first = await render('原来的一句');
    const changed = await render('改过的一句');
    const job = await measure(() => runOneJob(runner, clips, peer));
    const ahead = createRenderer({ runner, dir: `${kept}-ahead` });
    const preparing = ahead.prepare({ draft: draftOfFilm(seconds), clips });
    await wait(LOOK_MS);
    const ready = await measure(() => ahead.render({ draft: draftOfFilm(seconds), clips, target: path.join(dir, 'ready.mp4'), signal }));
    await preparing;
    measured.push({ first, changed, ready, job, ...command });
  }
  const pairs = (ours: keyof Run, theirs: keyof Run): Pair[] =>
    measured.flatMap((run) => {
      const [a, b] = [run[ours], run[theirs]];
      return a && b ? [{ ours: a, theirs: b }] : [];
    });
  const why = 'no ffmpeg on PATH and no FFMPEG_PATH';
  return [
    ffmpeg === undefined
      ? missingRow(FIRST, COMMAND, why)
      : ratioRow({ what: FIRST, against: COMMAND, pairs: pairs('first', 'command'), most: 1.05 }),
    ratioRow({ what: FIRST, against: 'one job of the same libraries', pairs: pairs('first', 'job'), most: 1.05 }),
    ratioRow({
      what: 'export 10 s after the last edit',
      against: ffmpeg === undefined ? 'one job of the same libraries' : COMMAND,
      pairs: pairs('ready', ffmpeg === undefined ? 'job' : 'command'),
      most: 0.15,
    }),
    ratioRow({ what: 'export after one caption changed', against: 'full re-render', pairs: pairs('changed', 'first'), most: 0.25 }),
    ...(await measureEditors({ peer, first: measured.map(({ first }) => first) })),
  ];
}

async function measureEditors({ peer, first }: { peer: Awaited<ReturnType<typeof preparePeers>>; first: Cost[] }): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, find, run, how } of editors) {
    const program = find();
    if (program === undefined) {
      rows.push(missingRow(FIRST, name, `${name} is not on PATH (${how})`));
      continue;
    }
    try {
      const theirs = await costOfProgram(() => run(program, peer));
      rows.push(ratioRow({ what: FIRST, against: name, pairs: first.map((ours) => ({ ours, theirs })), most: 1 }));
    } catch (cause) {
      rows.push(missingRow(FIRST, name, cause instanceof Error ? cause.message : String(cause)));
    }
  }
  return rows;
}
