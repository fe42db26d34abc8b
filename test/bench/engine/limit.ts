import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXPORT_LIMIT_BYTES } from '../../../src/contract/limits.ts';
import { createRunner, type Runner } from '../../../src/engine/ffmpeg/run.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { makeClip } from '../../support/clips.ts';
import { draftOf, sourceOf } from '../../support/media.ts';
import { buildWorker } from '../../support/worker.ts';

/*
 * Whole films of hard footage against the limit itself: `BENCH_FILMS` are their lengths, s. Each is exported twice: the second time
 * nothing is encoded, even where the first had to be corrected.
 */

const films = (process.env.BENCH_FILMS ?? '60').split(',').map(Number);
const signal = new AbortController().signal;

/** Busy without noise: a game of life over a moving test picture. Long films get the small picture that 25 MB leaves them anyway. */
async function makeHard(runner: Runner, file: string, seconds: number): Promise<{ width: number; height: number }> {
  const [width, height] = seconds > 300 ? [540, 960] : [1_080, 1_920];
  const life = `life=s=${width / 2}x${height / 2}:r=30:seed=7:ratio=0.35:mold=30:life_color=#e0c040:death_color=#203050:mold_color=#804020`;
  await makeClip(runner, file, {
    graph:
      `${life},scale=${width}:${height}:flags=neighbor,format=yuv420p[l];testsrc2=s=${width}x${height}:r=30:d=${seconds},format=yuv420p[t];` +
      `[t][l]blend=all_mode=average:shortest=1[vout];anoisesrc=d=${seconds}:c=pink:a=0.2:r=48000,aformat=channel_layouts=stereo[aout]`,
    video: { codec: 'libx264', options: { preset: 'ultrafast', crf: '24', maxrate: '16M', bufsize: '16M', g: '60' }, fps: 30 },
  });
  return { width, height };
}

const runner = createRunner({ workerPath: await buildWorker() });
for (const seconds of films) {
  const dir = await mkdtemp(path.join(tmpdir(), 'saycut-limit-'));
  const size = await makeHard(runner, path.join(dir, 'hard.mp4'), seconds);
  const clips = new Map([['c1', await sourceOf(runner, path.join(dir, 'hard.mp4'))]]);
  const renderer = createRenderer({ runner, dir: path.join(dir, 'kept') });
  // A hair brighter, so that the picture is encoded even where a copy would fit.
  const draft = { ...draftOf([{ out: seconds * 1_000, brightness: 3 }]), m: { title: '', ...size } };
  for (const name of ['first', 'again']) {
    const from = performance.now();
    const film = await renderer.render({ draft, clips, target: path.join(dir, `${name}.mp4`), signal });
    const share = ((film.sizeBytes / EXPORT_LIMIT_BYTES) * 100).toFixed(1);
    console.log(
      `${seconds} s, ${name}: ${film.sizeBytes} bytes, ${share} % of the limit, ${film.width}×${film.height}, ${((performance.now() - from) / 1_000).toFixed(1)} s`,
    );
  }
  await rm(dir, { recursive: true });
}
runner.dispose();
