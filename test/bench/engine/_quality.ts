import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { VideoOutput } from '../../../src/engine/ffmpeg/job.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { type Quality, videoOutput } from '../../../src/engine/fit/encoder.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { draftOf } from '../../support/media.ts';
import { makeHardClip } from './_footage.ts';
import { findFfmpeg, QUIET, runProgram } from './_peers.ts';
import { missingRow, type Row } from './_table.ts';

/*
 * Quality where the limit binds: an export against x264's own two passes at full size, with the same preset and the same bytes. Some
 * seconds of hard footage stand for a whole film: they get the share of 25 MB that they would have in it.
 */

type Bench = { runner: Runner; dir: string; seconds: number; films: number[] };
type Vmaf = { mean: number; harmonic: number; fifth: number };

const signal = new AbortController().signal;

/** Points of VMAF that the export may be below. */
const LEAST_DIFFERENCE = -0.5;

export async function measureQuality({ runner, dir, seconds, films }: Bench): Promise<Row[]> {
  const against = 'x264, two passes, same bytes and preset';
  const nameOf = (film: number): string => `quality of ${film} s of hard footage at 25 MB`;
  const ffmpeg = findFfmpeg();
  const hasVmaf = ffmpeg !== undefined && runProgram(ffmpeg, ['-hide_banner', '-filters']).includes(' libvmaf ');
  if (!hasVmaf) return films.map((film) => missingRow(nameOf(film), against, 'FFMPEG_PATH names no ffmpeg with libvmaf'));
  const clip = await makeHardClip(runner, dir, seconds);
  const renderer = createRenderer({ runner, dir: path.join(dir, 'kept-quality') });
  const rows: Row[] = [];
  for (const film of films) {
    const limitBytes = Math.round((25_000_000 * seconds) / film);
    const draft = { ...draftOf([{ out: seconds * 1_000, vol: 0 }]), m: { title: '', width: 1_080, height: 1_920 } };
    const ours = await renderer.render({
      draft,
      clips: new Map([['c1', clip]]),
      output: { limitBytes },
      target: path.join(dir, 'ours.mp4'),
      signal,
    });
    const target = path.join(dir, 'theirs.mp4');
    const pictureBytes = ours.sizeBytes - (await soundBytes(runner, ours.path, dir));
    await twoPasses(runner, { source: clip.path, target, bitRate: (pictureBytes * 8) / seconds, seconds });
    const judge = (file: string): Promise<Vmaf> => vmaf(ffmpeg, { film: file, source: clip.path, dir });
    const [a, b] = [await judge(ours.path), await judge(target)];
    const show = ({ mean, harmonic, fifth }: Vmaf, size: number): string =>
      `${mean.toFixed(1)} / ${harmonic.toFixed(1)} / ${fifth.toFixed(1)}, ${(size / 1e6).toFixed(2)} MB`;
    rows.push({
      ...{ what: nameOf(film), against, bar: `≥ ${LEAST_DIFFERENCE} VMAF` },
      ours: `${show(a, ours.sizeBytes)}, ${Math.min(ours.width, ours.height)}p`,
      theirs: show(b, (await stat(target)).size),
      result: `${(a.mean - b.mean).toFixed(2)} / ${(a.harmonic - b.harmonic).toFixed(2)} / ${(a.fifth - b.fifth).toFixed(2)} (mean / harmonic / worst 5 %)`,
      isMet: a.mean - b.mean >= LEAST_DIFFERENCE,
    });
  }
  return rows;
}

/** Frames between two that are judged: no multiple of what encoders repeat, or one film is judged by its good frames and the other by its bad. */
const EVERY = 7;

async function vmaf(ffmpeg: string, { film, source, dir }: { film: string; source: string; dir: string }): Promise<Vmaf> {
  const log = path.join(dir, 'vmaf.json');
  const graph = `[0:v]scale=1080:1920:flags=bicubic,setpts=PTS-STARTPTS[a];[1:v]setpts=PTS-STARTPTS[b];[a][b]libvmaf=log_fmt=json:log_path=${log}:n_threads=2:n_subsample=${EVERY}`;
  runProgram(ffmpeg, [...QUIET, '-i', film, '-i', source, '-lavfi', graph, '-f', 'null', '-']);
  const report = JSON.parse(await readFile(log, 'utf8')) as { frames: { metrics: { vmaf: number } }[] };
  const values = report.frames.map((frame) => frame.metrics.vmaf).sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const harmonic = values.length / values.reduce((sum, value) => sum + 1 / (value + 1), 0) - 1;
  return { mean, harmonic, fifth: values[Math.floor(values.length / 20)] ?? 0 };
}

type TwoPasses = { source: string; target: string; bitRate: number; seconds: number };

/** What our pieces ask of an encoder and a plain film does not. */
const OURS_ALONE = /^(keyint|min-keyint|open-gop|stitchable|sps-id)=/;

/** The same preset with key frames where x264 likes them. */
function plainly(quality: Quality): VideoOutput {
  const video = videoOutput(quality, 30);
  const params = (video.options['x264-params'] ?? '').split(':').filter((param) => !OURS_ALONE.test(param));
  return { ...video, options: { ...video.options, g: '250', 'x264-params': [...params, 'keyint=250'].join(':') } };
}

/** x264's two passes, both at full size, at a rate in bits per second. */
async function twoPasses(runner: Runner, { source, target, bitRate, seconds }: TwoPasses): Promise<void> {
  const statsPath = `${target}.stats`;
  const base = { kind: 'encode' as const, inputs: [{ path: source, video: true }], graph: '[0:v]format=yuv420p[vout]', seconds };
  const first = plainly({ mode: 'first-pass', statsPath });
  await runner.run({ ...base, video: first, format: 'null', output: { path: statsPath } }, { signal });
  const second = plainly({ mode: 'second-pass', statsPath, bitRate });
  await runner.run({ ...base, video: second, format: 'mp4', output: { path: target } }, { signal });
  await Promise.all(['', '.mbtree'].map((end) => rm(statsPath + end, { force: true })));
}

/** Bytes of a file that are not its picture. */
async function soundBytes(runner: Runner, file: string, dir: string): Promise<number> {
  const target = path.join(dir, 'picture.mp4');
  await runner.run({ kind: 'join', pictures: [{ path: file }], fps: 30, output: { path: target } }, { signal });
  return (await stat(file)).size - (await stat(target)).size;
}
