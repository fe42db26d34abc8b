import { execFileSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AudioSegment, EngineDraft } from '../../../src/engine/draft.ts';
import { type ClipSource, layOut } from '../../../src/engine/ffmpeg/graph/film.ts';
import { pictureGraph } from '../../../src/engine/ffmpeg/graph/picture.ts';
import { soundGraph } from '../../../src/engine/ffmpeg/graph/sound.ts';
import type { Job } from '../../../src/engine/ffmpeg/job.ts';
import { createRunner, type Runner } from '../../../src/engine/ffmpeg/run.ts';
import { audioOutput, videoOutput } from '../../../src/engine/fit/encoder.ts';
import { planFit } from '../../../src/engine/fit/plan.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { drawLanes } from '../../../src/engine/text/lanes.ts';
import { makeClip } from '../../support/clips.ts';
import { draftOf, sourceOf } from '../../support/media.ts';
import { buildWorker } from '../../support/worker.ts';
import { findFfmpeg, findProgram, peers } from './_peers.ts';

/*
 * The rows of the export promise, as ratios of wall and of processor time. `BENCH_SECONDS` and `BENCH_RUNS` make it longer; by default
 * it is small, for a look. The reference is the same work as one ffmpeg job: one graph, one pass, same preset and quality.
 */

const seconds = Number(process.env.BENCH_SECONDS ?? 9);
const runs = Number(process.env.BENCH_RUNS ?? 1);
const signal = new AbortController().signal;

type Cost = { wallMs: number; cpuMs: number };

/** A runner that adds up the processor time of its jobs. */
function metered(runner: Runner): { runner: Runner; measure: (work: () => Promise<unknown>) => Promise<Cost> } {
  let cpuMs = 0;
  return {
    runner: {
      ...runner,
      run: async (job: Job, options) => {
        const report = await runner.run(job, options);
        cpuMs += report.cpuMs ?? 0;
        return report;
      },
    },
    measure: async (work) => {
      cpuMs = 0;
      const from = performance.now();
      await work();
      return { wallMs: performance.now() - from, cpuMs };
    },
  };
}

/** A film as people ask for it: trimmed, with captions and music. */
function filmOf(changed: string): EngineDraft {
  const music: AudioSegment = {
    id: 'a1',
    n: 'lofi',
    role: 'bgm',
    bed: 'lofi',
    s: 0,
    d: seconds * 1_000,
    in: 0,
    out: 0,
    vol: 40,
    duck: true,
  };
  const texts = Array.from({ length: Math.floor(seconds / 3) }, (_, index) => ({
    role: 'caption' as const,
    tx: index === 1 ? changed : `第 ${index + 1} 句：今天我们去看大瀑布`,
    s: index * 3_000 + 200,
    d: 2_600,
  }));
  return {
    ...draftOf([{ in: 3_000, out: 3_000 + seconds * 1_000 }], { texts, t: [{ tt: 1, sg: [music] }] }),
    m: { title: 'bench', width: 1_080, height: 1_920 },
  };
}

async function oneJob(runner: Runner, clips: Map<string, ClipSource>, dir: string): Promise<void> {
  const film = layOut(filmOf('原来的一句'), clips, { width: 1_080, height: 1_920, fps: 30 });
  const plan = planFit({ seconds, fps: 30, limitBytes: 25_000_000 });
  const picture = pictureGraph(film, { from: 0, to: film.frames }, await drawLanes(film, path.join(dir, 'words'), signal));
  const bed = path.join(dir, 'bed.wav');
  await runner.run({ kind: 'bed', mood: 'lofi', seed: 0, output: { path: bed } }, { signal });
  const sound = soundGraph(film, () => bed);
  const shifted = sound.graph.replace(/\[(\d+):a\]/g, (_, index) => `[${Number(index) + picture.inputs.length}:a]`);
  await runner.run(
    {
      kind: 'encode',
      inputs: [...picture.inputs, ...sound.inputs],
      graph: `${picture.graph};${shifted}`,
      video: videoOutput(plan.mode === 'capped' ? plan : { mode: 'capped', crf: 20, maxRate: plan.meanRate, bufferSeconds: 2 }, 30),
      audio: audioOutput(128_000),
      format: 'mp4',
      formatOptions: { movflags: '+faststart' },
      seconds,
      output: { path: path.join(dir, 'one.mp4') },
    },
    { signal },
  );
}

/** A trim of a file that already fits, off its key frames, against copying a range between key frames. */
async function measureTrim(runner: Runner, dir: string, note: Note): Promise<void> {
  const file = path.join(dir, 'fits.mp4');
  await makeClip(runner, file, {
    graph: `testsrc2=s=1080x1920:r=30:d=${seconds + 6}[vout];sine=d=${seconds + 6},aformat=channel_layouts=stereo[aout]`,
    video: { codec: 'libx264', options: { preset: 'superfast', crf: '24', g: '30' }, fps: 30 },
  });
  const clips = new Map([['c1', await sourceOf(runner, file)]]);
  const draft = { ...draftOf([{ in: 2_500, out: 2_700 + seconds * 1_000 }]), m: { title: '', width: 1_080, height: 1_920 } };
  for (let run = 0; run < runs; run++) {
    const renderer = createRenderer({ runner, dir: path.join(dir, `trim${run}`) });
    const range = { path: file, from: 3, to: 2 + seconds };
    await note('copy between key frames', () =>
      runner.run({ kind: 'join', pictures: [range], sound: range, fps: 30, output: { path: path.join(dir, 'copied.mp4') } }, { signal }),
    );
    const ffmpeg = findFfmpeg();
    if (ffmpeg !== undefined) await note('ffmpeg -c copy', async () => copyByCommand(ffmpeg, file, dir));
    await note('trim, not prepared', () => renderer.render({ draft, clips, target: path.join(dir, 'trim.mp4'), signal }));
    const ahead = createRenderer({ runner, dir: path.join(dir, `trim-ahead${run}`) });
    await ahead.prepare({ draft, clips });
    await note('trim after preparing', () => ahead.render({ draft, clips, target: path.join(dir, 'trim.mp4'), signal }));
  }
}

function copyByCommand(ffmpeg: string, file: string, dir: string): void {
  const range = ['-ss', '3', '-to', `${2 + seconds}`, '-i', file];
  execFileSync(ffmpeg, [
    '-nostdin',
    '-loglevel',
    'error',
    '-y',
    ...range,
    '-c',
    'copy',
    '-movflags',
    '+faststart',
    path.join(dir, 'cli.mp4'),
  ]);
}

type Note = (name: string, work: () => Promise<unknown>) => Promise<void>;

/** The same job by one command of ffmpeg, and by other editors, as far as they are installed. */
async function measureOthers({
  clips,
  source,
  dir,
  note,
}: {
  clips: Map<string, ClipSource>;
  source: string;
  dir: string;
  note: Note;
}): Promise<void> {
  const ffmpegPath = findFfmpeg();
  if (ffmpegPath === undefined) console.log('one ffmpeg command        not installed; FFMPEG_PATH may name one');
  else {
    const cli = createRunner({ workerPath: await buildWorker(), ffmpegPath });
    for (let run = 0; run < runs; run++) await note('one ffmpeg command', () => oneJob(cli, clips, dir));
    cli.dispose();
  }
  for (const { name, run } of peers) {
    const program = findProgram(name);
    if (program === undefined) console.log(`${name.padEnd(25)} not installed`);
    else await note(name, async () => run(program, { source, music: path.join(dir, 'bed.wav'), from: 3, seconds, dir }));
  }
}

/** The bars: a row, what it is measured against, and how many times its wall time it may take. */
const BARS = [
  ['first export', 'one ffmpeg job', 1.05],
  ['first export', 'one ffmpeg command', 1.05],
  ['export after preparing', 'one ffmpeg job', 0.15],
  ['one caption changed', 'first export', 0.25],
  ['trim after preparing', 'ffmpeg -c copy', 3],
  ['trim, not prepared', 'ffmpeg -c copy', 3],
  ['first export', 'editly', 1],
  ['first export', 'melt', 1],
] as const;

function showBars(wallOf: (name: string) => number | undefined): void {
  for (const [row, against, bar] of BARS) {
    const [ours, theirs] = [wallOf(row), wallOf(against)];
    if (ours === undefined || theirs === undefined) continue;
    console.log(
      `${`${row} : ${against}`.padEnd(44)} ${(ours / theirs).toFixed(2)}× (bar ${bar}×)${ours / theirs <= bar ? '' : '  MISSED'}`,
    );
  }
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function main(): Promise<void> {
  const { runner, measure } = metered(createRunner({ workerPath: await buildWorker() }));
  const dir = await mkdtemp(path.join(tmpdir(), 'saycut-bench-'));
  const source = path.join(dir, 'phone.mp4');
  await makeClip(runner, source, {
    graph: `testsrc2=s=1080x1920:r=30:d=${seconds + 6},noise=alls=4:allf=t,crop=iw-32:ih-32:16+15*sin(t*3):16+15*cos(t*2),scale=1080:1920[vout];anoisesrc=d=${seconds + 6}:c=pink:a=0.2:r=48000,aformat=channel_layouts=stereo[aout]`,
    video: { codec: 'libx264', options: { preset: 'ultrafast', crf: '23', g: '30' }, fps: 30 },
  });
  const clips = new Map([['c1', await sourceOf(runner, source)]]);
  const costs: Record<string, Cost[]> = {};
  const note = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    costs[name] = [...(costs[name] ?? []), await measure(work)];
  };
  for (let run = 0; run < runs; run++) {
    const renderer = createRenderer({ runner, dir: path.join(dir, `kept${run}`) });
    const render = (tx: string, name: string) => () => renderer.render({ draft: filmOf(tx), clips, target: path.join(dir, name), signal });
    await note('one ffmpeg job', () => oneJob(runner, clips, dir));
    await note('first export', render('原来的一句', 'first.mp4'));
    await note('one caption changed', render('改过的一句', 'changed.mp4'));
    const ahead = createRenderer({ runner, dir: path.join(dir, `ahead${run}`) });
    await ahead.prepare({ draft: filmOf('原来的一句'), clips });
    await note('export after preparing', () =>
      ahead.render({ draft: filmOf('原来的一句'), clips, target: path.join(dir, 'ready.mp4'), signal }),
    );
  }
  await measureTrim(runner, dir, note);
  await measureOthers({ clips, source, dir, note });
  const base = {
    wall: median((costs['one ffmpeg job'] ?? []).map((cost) => cost.wallMs)),
    cpu: median((costs['one ffmpeg job'] ?? []).map((cost) => cost.cpuMs)),
  };
  console.log(`${seconds} s of 1080×1920, medians of ${runs}`);
  for (const [name, list] of Object.entries(costs)) {
    const [wall, cpu] = [median(list.map((cost) => cost.wallMs)), median(list.map((cost) => cost.cpuMs))];
    console.log(
      `${name.padEnd(24)} ${(wall / 1_000).toFixed(2)} s (${(wall / base.wall).toFixed(2)}×)   ${(cpu / 1_000).toFixed(2)} CPU s (${(cpu / base.cpu).toFixed(2)}×)`,
    );
  }
  showBars((name) => costs[name] && median(costs[name].map((cost) => cost.wallMs)));
  runner.dispose();
}

await main();
