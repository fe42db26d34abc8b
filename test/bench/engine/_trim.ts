import path from 'node:path';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { draftOf } from '../../support/media.ts';
import { type Cost, costOfProgram, type Meter } from './_cost.ts';
import { makeFittingClip } from './_footage.ts';
import { findFfmpeg, QUIET, runProgram } from './_peers.ts';
import { type Row, ratioRow } from './_table.ts';

const signal = new AbortController().signal;

type Bench = { meter: Meter; dir: string; seconds: number; runs: number };
type Run = { cold: Cost; prepared: Cost; copy: Cost };

/** A trim of a file that fits, off its key frames, against copying as much between key frames. */
export async function measureTrim({ meter, dir, seconds, runs }: Bench): Promise<Row[]> {
  const { runner, measure } = meter;
  const clip = await makeFittingClip(runner, dir, seconds + 4);
  const clips = new Map([['c1', clip]]);
  const draft = { ...draftOf([{ in: 2_500, out: 2_700 + seconds * 1_000 }]), m: { title: '', width: 1_080, height: 1_920 } };
  const ffmpeg = findFfmpeg();
  const copy = (): Promise<Cost> =>
    ffmpeg === undefined
      ? measure(() => copyByJoin(meter, clip.path, { dir, seconds }))
      : costOfProgram(() => copyByCommand(ffmpeg, clip.path, { dir, seconds }));
  const measured: Run[] = [];
  for (let run = 0; run < runs; run++) {
    const render = async (name: string, isPrepared: boolean): Promise<Cost> => {
      const renderer = createRenderer({ runner, dir: path.join(dir, `${name}${run}`) });
      if (isPrepared) await renderer.prepare({ draft, clips });
      return measure(() => renderer.render({ draft, clips, target: path.join(dir, 'trim.mp4'), signal }));
    };
    measured.push({ copy: await copy(), cold: await render('trim-cold', false), prepared: await render('trim-ahead', true) });
  }
  const against = ffmpeg === undefined ? 'copy between key frames by the libraries' : 'ffmpeg -c copy';
  const row = (what: string, name: 'cold' | 'prepared'): Row =>
    ratioRow({ what, against, pairs: measured.map((run) => ({ ours: run[name], theirs: run.copy })), most: 3 });
  return [row('trim of a fitting file, as soon as edited', 'prepared'), row('the same, nothing prepared', 'cold')];
}

type Copy = { dir: string; seconds: number };

const copyByJoin = async ({ runner }: Meter, file: string, { dir, seconds }: Copy): Promise<void> => {
  const range = { path: file, from: 3, to: 2 + seconds };
  await runner.run({ kind: 'join', pictures: [range], sound: range, fps: 30, output: { path: path.join(dir, 'copied.mp4') } }, { signal });
};

function copyByCommand(ffmpeg: string, file: string, { dir, seconds }: Copy): void {
  const range = ['-ss', '3', '-to', `${2 + seconds}`, '-i', file];
  runProgram(ffmpeg, [...QUIET, ...range, '-c', 'copy', '-movflags', '+faststart', path.join(dir, 'copied.mp4')]);
}
