import path from 'node:path';
import type { ClipSource } from '../../../src/engine/ffmpeg/graph/film.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { makeClip, rotateByMetadata } from '../../support/clips.ts';
import { sourceOf } from '../../support/media.ts';

/** A large still with fine detail beside even areas, as a landscape has. */
const VIEW = 'mandelbrot=s=2400x1600:r=30:maxiter=500:start_scale=0.009:start_x=-0.7436:start_y=0.1318,trim=end_frame=1,gblur=sigma=1.2';

const noise = (seconds: number): string => `anoisesrc=d=${seconds}:c=pink:a=0.2:r=48000,aformat=channel_layouts=stereo[aout]`;

/** What a hand-held phone films: a view that sways, something small that moves in it, grain; 17 Mbit/s, turned by its metadata. */
export async function makePhoneClip(runner: Runner, dir: string, seconds: number): Promise<ClipSource> {
  const sway = `crop=1920:1080:240+150*sin(t*0.7)+12*sin(t*9):260+140*cos(t*0.5)+10*cos(t*11)`;
  const view = `${VIEW},loop=loop=${seconds * 30}:size=1:start=0,setpts=N/30/TB,fps=30,${sway}`;
  const small = `testsrc2=s=480x270:r=30:d=${seconds}`;
  const flat = path.join(dir, 'phone-flat.mp4');
  await makeClip(runner, flat, {
    graph: `${view}[v];${small}[s];[v][s]overlay=700+500*sin(t*0.9):400+300*cos(t*1.3):shortest=1,noise=alls=5:allf=t,trim=duration=${seconds},format=yuv420p,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709[vout];${noise(seconds)}`,
    video: { codec: 'libx264', options: { preset: 'superfast', crf: '18', maxrate: '17M', bufsize: '17M', g: '30' }, fps: 30 },
    seconds,
  });
  return sourceOf(runner, await rotateByMetadata(flat, path.join(dir, 'phone.mp4'), 90));
}

/** A file that is what an export is, and fits: H.264 at the size of the canvas, a key frame every second. */
export async function makeFittingClip(runner: Runner, dir: string, seconds: number): Promise<ClipSource> {
  const rate = `${Math.floor(140 / (seconds + 4))}M`;
  const file = await makeClip(runner, path.join(dir, 'fits.mp4'), {
    graph: `${VIEW},loop=loop=${seconds * 30}:size=1:start=0,setpts=N/30/TB,fps=30,crop=1080:1600:600+500*sin(t*0.7):0,pad=1080:1920:0:160,noise=alls=2:allf=t,trim=duration=${seconds},format=yuv420p,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709[vout];${noise(seconds)}`,
    video: { codec: 'libx264', options: { preset: 'superfast', crf: '24', maxrate: rate, bufsize: rate, g: '30' }, fps: 30 },
    seconds,
  });
  return sourceOf(runner, file);
}

/** A zoom into a fractal under grain: every frame is new all over. */
export async function makeHardClip(runner: Runner, dir: string, seconds: number): Promise<ClipSource> {
  const file = await makeClip(runner, path.join(dir, 'hard.mp4'), {
    graph: `mandelbrot=s=1080x1920:r=30:start_scale=1.2:end_scale=0.5:end_pts=400:maxiter=300,gblur=sigma=2,noise=alls=2:allf=t,trim=duration=${seconds}[vout]`,
    video: { codec: 'libx264', options: { preset: 'ultrafast', crf: '10', maxrate: '55M', bufsize: '55M', g: '30' }, fps: 30 },
    seconds,
  });
  return sourceOf(runner, file);
}
