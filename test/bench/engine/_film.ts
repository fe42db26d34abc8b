import path from 'node:path';
import type { AudioSegment, EngineDraft } from '../../../src/engine/draft.ts';
import { type ClipSource, layOut } from '../../../src/engine/ffmpeg/graph/film.ts';
import { type Lane, pictureGraph } from '../../../src/engine/ffmpeg/graph/picture.ts';
import { soundGraph } from '../../../src/engine/ffmpeg/graph/sound.ts';
import type { VideoOutput } from '../../../src/engine/ffmpeg/job.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { audioOutput, videoOutput } from '../../../src/engine/fit/encoder.ts';
import { planFit } from '../../../src/engine/fit/plan.ts';
import { drawLanes } from '../../../src/engine/text/lanes.ts';
import { draftOf, sourceOf } from '../../support/media.ts';
import { makePhoneClip } from './_footage.ts';

/** Where the clip is trimmed to begin, s. */
export const TRIM_FROM = 3;

const CANVAS = { width: 1_080, height: 1_920, fps: 30 };
const signal = new AbortController().signal;

/** A film as people ask for it: trimmed, with a caption every three seconds, and music. The second caption is the one that changes. */
export function draftOfFilm(seconds: number, changed = '原来的一句'): EngineDraft {
  const music: AudioSegment = {
    ...{ id: 'a1', n: 'music', role: 'bgm', src: 'm1', loop: true },
    ...{ s: 0, d: seconds * 1_000, in: 0, out: 0, vol: 40, duck: true },
  };
  const texts = Array.from({ length: Math.floor(seconds / 3) }, (_, index) => ({
    role: 'caption' as const,
    tx: index === 1 ? changed : `第 ${index + 1} 句：今天我们去看大瀑布`,
    s: index * 3_000 + 200,
    d: 2_600,
  }));
  const range = { in: TRIM_FROM * 1_000, out: (TRIM_FROM + seconds) * 1_000 };
  return { ...draftOf([range], { texts, t: [{ tt: 1, sg: [music] }] }), m: { title: 'bench', width: 1_080, height: 1_920 } };
}

/** A clip of a phone and music, as `c1` and `m1`. */
export type Cast = Map<'c1' | 'm1', ClipSource>;

export async function makeCast(runner: Runner, dir: string, seconds: number): Promise<Cast> {
  const music = path.join(dir, 'music.wav');
  await runner.run({ kind: 'bed', mood: 'lofi', seed: 0, output: { path: music } }, { signal });
  return new Map([
    ['c1', await makePhoneClip(runner, dir, seconds + 6)],
    ['m1', await sourceOf(runner, music)],
  ]);
}

/** What every peer is given: the clip, the music, and the captions as pictures. */
export type PeerJob = { clip: string; music: string; lanes: Lane[]; video: VideoOutput; seconds: number; dir: string };

export async function preparePeers(clips: Cast, seconds: number, dir: string): Promise<PeerJob> {
  const film = layOut(draftOfFilm(seconds), clips, CANVAS);
  const plan = planFit({ seconds, fps: CANVAS.fps, limitBytes: 25_000_000 });
  const quality = plan.mode === 'capped' ? plan : { mode: 'capped' as const, crf: 20, maxRate: plan.meanRate, bufferSeconds: 2 };
  const lanes = await drawLanes(film, path.join(dir, 'words'), signal);
  const pathOf = (name: 'c1' | 'm1'): string => clips.get(name)?.path ?? '';
  return { clip: pathOf('c1'), music: pathOf('m1'), lanes, video: videoOutput(quality, CANVAS.fps), seconds, dir };
}

/** The film as one job of the libraries that come through npm: one graph, one pass, the same preset and quality. */
export async function runOneJob(runner: Runner, clips: Cast, { lanes, video, seconds, dir }: PeerJob): Promise<void> {
  const film = layOut(draftOfFilm(seconds), clips, CANVAS);
  const picture = pictureGraph(film, { from: 0, to: film.frames }, lanes);
  const sound = soundGraph(film, () => undefined);
  const shifted = sound.graph.replace(/\[(\d+):a\]/g, (_, index) => `[${Number(index) + picture.inputs.length}:a]`);
  await runner.run(
    {
      kind: 'encode',
      inputs: [...picture.inputs, ...sound.inputs],
      graph: `${picture.graph};${shifted}`,
      video,
      audio: audioOutput(128_000),
      format: 'mp4',
      formatOptions: { movflags: '+faststart' },
      seconds,
      output: { path: path.join(dir, 'one.mp4') },
    },
    { signal },
  );
}
