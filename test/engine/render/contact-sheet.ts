import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { EngineDraft } from '../../../src/engine/draft.ts';
import type { ClipSource } from '../../../src/engine/ffmpeg/graph/film.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { makeClip, rotateByMetadata, testGraph } from '../../support/clips.ts';
import { draftOf, sourceOf } from '../../support/media.ts';

const signal = new AbortController().signal;

/** A street of colours with a clear up, left and centre. */
const scene = (size: string, seconds: number): string =>
  `gradients=s=${size}:c0=0x87b5e8:c1=0x2d5a27:x0=0:y0=0:x1=0:y1=${size.split('x')[1]}:d=${seconds}:speed=0.0001:r=30,drawbox=x=iw*0.1:y=ih*0.1:w=iw*0.15:h=iw*0.15:color=orange:t=fill,drawbox=x=iw*0.42:y=ih*0.35:w=iw*0.16:h=ih*0.4:color=0xd9a47a:t=fill,drawbox=x=iw*0.7:y=ih*0.85:w=iw*0.08:h=ih*0.06:color=white:t=fill[vout];sine=f=330:d=${seconds},aformat=channel_layouts=stereo[aout]`;

/** Makes the clips that the sheet and the edit tests are cut from. */
export async function makeCast(runner: Runner, dir: string): Promise<Map<string, ClipSource>> {
  const at = (name: string): string => path.join(dir, name);
  const still = { format: 'image2', formatOptions: { update: '1' } };
  await makeClip(runner, at('tall.mp4'), { graph: scene('180x320', 3) });
  await makeClip(runner, at('wide.mp4'), { graph: scene('320x180', 3) });
  await makeClip(runner, at('count.mp4'), { graph: testGraph('180x320', 3) });
  await rotateByMetadata(at('wide.mp4'), at('turned.mp4'), 90);
  await makeClip(runner, at('photo.jpg'), {
    graph: `${scene('400x300', 1).split('[vout]')[0]},trim=end_frame=1,scale=out_range=pc,format=yuvj420p[vout]`,
    video: { codec: 'mjpeg', options: { qmin: '2', qmax: '3' }, fps: 30 },
    ...still,
  });
  await makeClip(runner, at('logo.png'), {
    graph: 'color=c=black@0:s=120x120:d=0.03,format=rgba,drawbox=x=20:y=20:w=80:h=80:color=red@1:t=fill:replace=1[vout]',
    video: { codec: 'png', options: {}, fps: 30 },
    ...still,
  });
  await makeClip(runner, at('hlg.mp4'), {
    graph: `${scene('180x320', 1).split('[vout]')[0]},zscale=t=arib-std-b67:p=2020:m=2020_ncl:r=tv:tin=709:pin=709:min=709:rin=tv:npl=203,format=yuv420p10le[vout]`,
    video: {
      codec: 'libx265',
      options: { preset: 'ultrafast', 'x265-params': 'colorprim=9:transfer=18:colormatrix=9:log-level=none' },
      fps: 30,
    },
  });
  const names = {
    tall: 'tall.mp4',
    wide: 'wide.mp4',
    count: 'count.mp4',
    turned: 'turned.mp4',
    photo: 'photo.jpg',
    logo: 'logo.png',
    hlg: 'hlg.mp4',
  };
  const cast = await Promise.all(Object.entries(names).map(async ([id, name]) => [id, await sourceOf(runner, at(name))] as const));
  return new Map(cast);
}

type Scene = { name: string; draft: EngineDraft; second: number };

type Segment = Parameters<typeof draftOf>[0][number];
type Rest = Parameters<typeof draftOf>[1] & { second?: number };

const one = (name: string, segment: Segment, { second = 1, ...rest }: Rest = {}): Scene => ({
  name,
  draft: draftOf([{ out: 3_000, ...segment }], rest),
  second,
});

const words = (name: string, text: Record<string, unknown>, second = 1.2): Scene =>
  one(name, { src: 'tall' }, { texts: [{ d: 3_000, tx: '周末去海边', ...text }], second });

type Corner = 'top-right' | 'bottom-left' | 'bottom-right';

const inset = (name: string, src: string, corner: Corner): Scene => {
  const segment = { id: 'p', n: src, src, s: 0, d: 3_000, in: 0, out: 3_000, pip: { corner, width: 0.3 } };
  return one(name, { src: 'tall' }, { t: [{ tt: 0, sg: [segment] }], second: 0.5 });
};

/** One scene for everything an edit can ask for. */
export const SCENES: Scene[] = [
  one('plain', { src: 'tall' }),
  one('blur-pad', { src: 'wide' }),
  one('color-pad', { src: 'wide', fit: 'color-pad', fill: '#ffe4c4' }),
  one('cover', { src: 'wide', fit: 'cover' }),
  one('cover, focus left', { src: 'wide', fit: 'cover', focus: { x: 0.1, y: 0.5 } }),
  one('turned file', { src: 'turned' }),
  one('rotate 90', { src: 'wide', rotate: 90 }),
  one('rotate 180', { src: 'tall', rotate: 180 }),
  one('mirror', { src: 'tall', mirror: 'horizontal' }),
  one('crop', { src: 'tall', crop: { x: 0, y: 0, w: 0.5, h: 0.5 } }),
  one('zoom 2', { src: 'tall', zoom: 2 }),
  one('brighter', { src: 'tall', brightness: 50 }),
  one('contrast', { src: 'tall', contrast: 50 }),
  one('saturation −80', { src: 'tall', saturation: -80 }),
  one('warmth +80', { src: 'tall', warmth: 80 }),
  one('warmth −80', { src: 'tall', warmth: -80 }),
  ...(['bw', 'warm', 'cool', 'film', 'vivid', 'soft'] as const).map((look) => one(`look ${look}`, { src: 'tall', look })),
  one('fade in, half', { src: 'tall', fadeIn: 1_000 }, { second: 0.5 }),
  one('fade out, half', { src: 'tall', fadeOut: 1_000 }, { second: 2.5 }),
  one('freeze at 1 s', { src: 'count', in: 1_000, out: 1_000, d: 2_000, freeze: true }),
  one('reverse', { src: 'count', reverse: true }, { second: 0.5 }),
  one('speed 2', { src: 'count', speed: 2 }, { second: 1 }),
  one('photo', { src: 'photo' }),
  one('photo, Ken Burns', { src: 'photo', fit: 'cover', kenBurns: { from: 1, to: 1.5 } }, { second: 2.9 }),
  one('png on white', { src: 'logo' }),
  one('hdr → sdr', { src: 'hlg', out: 1_000 }, { second: 0.5 }),
  inset('picture in picture', 'logo', 'top-right'),
  inset('turned clip in the picture', 'turned', 'bottom-left'),
  inset('hdr clip in the picture', 'hlg', 'bottom-right'),
  ...(['crossfade', 'wipe', 'slide', 'fade-black', 'fade-white'] as const).map((type) => ({
    name: type,
    draft: draftOf(
      [
        { src: 'tall', out: 2_000 },
        { src: 'wide', out: 2_000 },
      ],
      { transitions: [{ after: 'v1', type, ms: 1_000 }] },
    ),
    second: type.startsWith('fade-') ? 1.3 : 1.5,
  })),
  words('title', {}),
  words('caption', { role: 'caption', tx: '今天我们来聊聊周末去哪儿，先去看大瀑布，然后在河边吃面条。' }),
  words('two languages', { role: 'caption', tx: '今天吃得好巴适\nWe ate so well today' }),
  words('box, colour', { box: '#1e3a8a', color: '#ffd400', bold: true }),
  words('highlight', { role: 'caption', tx: '还剩 12 积分可以用', highlight: [{ text: '积分', color: '#ff3b30' }] }),
  words('outline red', { outline: '#ff0000', size: 0.09 }),
  words('emoji', { tx: '生日快乐 🎂👨‍👩‍👧‍👦🏳️‍🌈', size: 0.07 }),
  words('long English', { tx: 'An unforgettable weekend at the seaside with friends' }),
  words('fade in, early', { anim: 'fade-in' }, 0.1),
  words('pop, early', { anim: 'pop' }, 0.1),
  words('typewriter', { anim: 'typewriter' }, 0.2),
  words('bottom right', { x: 0.95, y: 0.99 }),
];

const COLUMNS = 8;

/** Renders every scene and lays one frame of each into one picture; gives the names in its order. */
export async function drawContactSheet(runner: Runner, dir: string, target: string): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  const cast = await makeCast(runner, dir);
  const renderer = createRenderer({ runner, dir: path.join(dir, 'kept') });
  const films: { file: string; second: number }[] = [];
  for (const [index, { draft, second }] of SCENES.entries()) {
    const { path: file } = await renderer.render({ draft, clips: cast, target: path.join(dir, `scene${index}.mp4`), signal });
    films.push({ file, second });
  }
  const cells = films.map(
    (_, index) => `[${index}:v]trim=end_frame=1,setpts=0,scale=180:320,drawbox=x=0:y=0:w=iw:h=ih:color=white:t=1[c${index}]`,
  );
  const layout = films.map((_, index) => `${(index % COLUMNS) * 180}_${Math.floor(index / COLUMNS) * 320}`).join('|');
  const stack = `${films.map((_, index) => `[c${index}]`).join('')}xstack=inputs=${films.length}:layout=${layout}:fill=black,format=rgb24[vout]`;
  await makeClip(runner, target, {
    inputs: films.map(({ file, second }) => ({ path: file, from: second, length: 0.2, video: true })),
    graph: [...cells, stack].join(';'),
    video: { codec: 'png', options: {}, fps: 1 },
    format: 'image2',
    formatOptions: { update: '1' },
  });
  return SCENES.map(({ name }) => name);
}
