import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRunner, type Runner } from '../../../src/engine/ffmpeg/run.ts';
import { videoOutput } from '../../../src/engine/fit/encoder.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { makeClip } from '../../support/clips.ts';
import { draftOf, sourceOf } from '../../support/media.ts';
import { buildWorker } from '../../support/worker.ts';

/*
 * Quality where the limit binds: an export against x264's own two passes at full size, with the same preset and the same bytes. Needs a
 * command-line ffmpeg with libvmaf as `FFMPEG_PATH`. `BENCH_SECONDS` of hard footage stand for a film of `BENCH_FILM` seconds at 25 MB.
 */

const ffmpegPath = process.env.FFMPEG_PATH;
const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const films = (process.env.BENCH_FILM ?? '60,180').split(',').map(Number);
const signal = new AbortController().signal;

type Vmaf = { mean: number; harmonic: number; fifth: number };

async function vmaf(film: string, source: string, dir: string): Promise<Vmaf> {
  const log = path.join(dir, 'vmaf.json');
  const graph = `[0:v]scale=1080:1920:flags=bicubic,setpts=PTS-STARTPTS[a];[1:v]setpts=PTS-STARTPTS[b];[a][b]libvmaf=log_fmt=json:log_path=${log}:n_threads=2:n_subsample=2`;
  execFileSync(ffmpegPath ?? '', ['-nostdin', '-loglevel', 'error', '-i', film, '-i', source, '-lavfi', graph, '-f', 'null', '-']);
  const report = JSON.parse(await readFile(log, 'utf8')) as { frames: { metrics: { vmaf: number } }[] };
  const values = report.frames.map((frame) => frame.metrics.vmaf).sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const harmonic = values.length / values.reduce((sum, value) => sum + 1 / (value + 1), 0) - 1;
  return { mean, harmonic, fifth: values[Math.floor(values.length / 20)] ?? 0 };
}

/** x264's two passes, both at full size, at a rate in bits per second. */
async function twoPasses(runner: Runner, work: { source: string; target: string; bitRate: number }): Promise<void> {
  const statsPath = `${work.target}.stats`;
  const base = { kind: 'encode' as const, inputs: [{ path: work.source, video: true }], graph: '[0:v]format=yuv420p[vout]', seconds };
  const first = videoOutput({ mode: 'first-pass', statsPath }, 30);
  await runner.run({ ...base, video: first, format: 'null', output: { path: statsPath } }, { signal });
  await runner.run(
    {
      ...base,
      video: videoOutput({ mode: 'second-pass', statsPath, bitRate: work.bitRate }, 30),
      format: 'mp4',
      output: { path: work.target },
    },
    { signal },
  );
  await Promise.all(['', '.mbtree'].map((end) => rm(statsPath + end, { force: true })));
}

async function main(): Promise<void> {
  if (ffmpegPath === undefined) throw new Error('FFMPEG_PATH must name an ffmpeg with libvmaf');
  const runner = createRunner({ workerPath: await buildWorker() });
  const dir = await mkdtemp(path.join(tmpdir(), 'saycut-quality-'));
  const source = path.join(dir, 'hard.mp4');
  await makeClip(runner, source, {
    graph: `mandelbrot=s=1080x1920:r=30:start_scale=1.2:end_scale=0.5:end_pts=400:maxiter=300,gblur=sigma=2,noise=alls=2:allf=t,trim=duration=${seconds}[vout]`,
    video: { codec: 'libx264', options: { preset: 'ultrafast', crf: '8', g: '30' }, fps: 30 },
  });
  const clips = new Map([['c1', await sourceOf(runner, source)]]);
  const renderer = createRenderer({ runner, dir: path.join(dir, 'kept') });
  for (const film of films) {
    const limitBytes = Math.round((25_000_000 * seconds) / film);
    const draft = { ...draftOf([{ out: seconds * 1_000, vol: 0 }]), m: { title: '', width: 1_080, height: 1_920 } };
    const ours = await renderer.render({ draft, clips, output: { limitBytes }, target: path.join(dir, 'ours.mp4'), signal });
    const target = path.join(dir, 'theirs.mp4');
    const pictureBytes = ours.sizeBytes - (await soundBytes(runner, ours.path, dir));
    await twoPasses(runner, { source, target, bitRate: (pictureBytes * 8) / seconds });
    const [a, b] = [await vmaf(ours.path, source, dir), await vmaf(target, source, dir)];
    const show = (name: string, size: number, { mean, harmonic, fifth }: Vmaf): void =>
      console.log(
        `${name.padEnd(26)} ${(size / 1e6).toFixed(2)} MB  VMAF ${mean.toFixed(1)} / ${harmonic.toFixed(1)} / ${fifth.toFixed(1)}`,
      );
    console.log(
      `budget of a film of ${film} s: ${(limitBytes / 1e6).toFixed(2)} MB, used ${((ours.sizeBytes / limitBytes) * 100).toFixed(1)} %, ${ours.width}×${ours.height}`,
    );
    show('ours', ours.sizeBytes, a);
    show('x264, two passes', (await stat(target)).size, b);
    console.log(`difference ${(a.mean - b.mean).toFixed(2)} / ${(a.harmonic - b.harmonic).toFixed(2)} / ${(a.fifth - b.fifth).toFixed(2)}`);
  }
  runner.dispose();
}

/** Bytes of a file that are not its picture. */
async function soundBytes(runner: Runner, file: string, dir: string): Promise<number> {
  const target = path.join(dir, 'picture.mp4');
  await runner.run({ kind: 'join', pictures: [{ path: file }], fps: 30, output: { path: target } }, { signal });
  return (await stat(file)).size - (await stat(target)).size;
}

await main();
