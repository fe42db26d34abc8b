import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AudioSegment } from '../../../src/engine/draft.ts';
import type { ClipSource } from '../../../src/engine/ffmpeg/graph/film.ts';
import type { EncodeJob } from '../../../src/engine/ffmpeg/job.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { createRenderer, type Renderer } from '../../../src/engine/render/renderer.ts';
import { colourGraph, createMediaBench, makeClip } from '../../support/clips.ts';
import { draftOf, frameAtSecond, loudnessBetween, pitchBetween, sourceOf } from '../../support/media.ts';

let runner: Runner;
let dir: string;
let renderer: Renderer;
const signal = new AbortController().signal;
const at = (name: string): string => path.join(dir, name);

beforeAll(async () => {
  ({ runner, dir } = await createMediaBench());
  renderer = createRenderer({ runner, dir: at('kept') });
});
afterAll(() => runner.dispose());

/** Red, green and blue for half a second each; the tone goes up with them. */
const PICTURE =
  'color=c=red:s=90x160:r=30:d=0.5[a];color=c=lime:s=90x160:r=30:d=0.5[b];color=c=blue:s=90x160:r=30:d=0.5[c];[a][b][c]concat=n=3';
const SOUND = 'sine=f=300:d=0.5[x];sine=f=600:d=0.5[y];sine=f=1200:d=0.5[z];[x][y][z]concat=n=3:v=0:a=1,aformat=channel_layouts=stereo';
const BOTH = `${PICTURE}[vout];${SOUND}[aout]`;

type Made = Partial<EncodeJob>;
const video = (codec: string, options: Record<string, string> = {}): Made['video'] => ({ codec, options, fps: 30 });

const X265 = { preset: 'ultrafast', 'x265-params': 'log-level=none' };
const TEN_BIT = PICTURE.concat(',format=yuv422p10le');

const files: Record<string, Made & { name: string; graph?: string }> = {
  'AVI with MPEG-4': { name: 'a.avi', format: 'avi', video: video('mpeg4') },
  'WebM with VP9': { name: 'b.webm', format: 'webm', video: video('libvpx-vp9', { deadline: 'realtime' }), graph: `${PICTURE}[vout]` },
  'MKV with HEVC': { name: 'c.mkv', format: 'matroska', video: video('libx265', X265) },
  'MOV with 10-bit ProRes': { name: 'd.mov', format: 'mov', video: video('prores_ks'), graph: `${TEN_BIT}[vout];${SOUND}[aout]` },
  'MPEG-TS, whose clock begins anywhere': { name: 'e.ts', format: 'mpegts' },
  'MKV whose timestamps begin at seven seconds': {
    name: 'f.mkv',
    format: 'matroska',
    formatOptions: { avoid_negative_ts: 'disabled' },
    graph: `${PICTURE},setpts=PTS+7/TB[vout];${SOUND},asetpts=PTS+7/TB[aout]`,
  },
};

/** The middle third of a clip, as picture and sound. */
async function middleOf(file: string): Promise<{ colour: number[]; pitch: number; durationMs: number }> {
  const clips = new Map([['c1', await sourceOf(runner, file)]]);
  const draft = { ...draftOf([{ in: 550, out: 950 }]), m: { title: '', width: 90, height: 160 } };
  const film = await renderer.render({ draft, clips, target: `${file}.out.mp4`, signal });
  const colour = (await frameAtSecond(runner, film.path, 0.2)).at(0.5, 0.5).map((value) => Math.round(value / 255));
  return { colour, pitch: Math.round((await pitchBetween(runner, film.path, [0.1, 0.3])) / 100) * 100, durationMs: film.durationMs };
}

describe('a range of footage is the same range, whatever it came in', () => {
  test.each(Object.entries(files))('%s', async (_, { name, ...made }) => {
    const hasSound = (made.graph ?? BOTH).includes('[aout]');
    const file = await makeClip(runner, at(name), { graph: BOTH, ...made });
    expect(await middleOf(file)).toEqual({ colour: [0, 1, 0], pitch: hasSound ? 600 : 0, durationMs: 400 });
  });
  test('an MP4 whose edit list hides its first half second', async () => {
    const file = await makeClip(runner, at('g.mp4'), { graph: BOTH, video: video('libx264', { preset: 'ultrafast', g: '15' }) });
    await writeFile(at('hidden.mp4'), hideStart(await readFile(file), 0.5));
    // What was its middle is its first third now: half a second on stands the blue.
    expect(await middleOf(at('hidden.mp4'))).toEqual({ colour: [0, 0, 1], pitch: 1_200, durationMs: 400 });
  });
  test('behind the end of its sound it is silent', async () => {
    const file = await makeClip(runner, at('short.mp4'), {
      graph: `${PICTURE}[vout];sine=f=600:d=0.3,aformat=channel_layouts=stereo[aout]`,
    });
    expect(await middleOf(file)).toEqual({ colour: [0, 1, 0], pitch: 0, durationMs: 400 });
  });
  test('a moving WebP', async () => {
    const file = await makeClip(runner, at('h.webp'), {
      graph: `${PICTURE},fps=10[vout]`,
      format: 'webp',
      video: { codec: 'libwebp_anim', options: {}, fps: 10 },
    });
    const clips = new Map([['c1', await sourceOf(runner, file)]]);
    expect(clips.get('c1')?.facts).toMatchObject({ kind: 'video', hasAudio: false });
    const draft = { ...draftOf([{ in: 500, out: 900 }]), m: { title: '', width: 90, height: 160 } };
    const film = await renderer.render({ draft, clips, target: at('h.mp4'), signal });
    const [r, g, b] = (await frameAtSecond(runner, film.path, 0.2)).at(0.5, 0.5);
    expect([r < 60, g > 180, b < 60]).toEqual([true, true, true]);
  });
});

/** Lets every track of an MP4 begin later, as phones do when they trim. */
function hideStart(bytes: Buffer, seconds: number): Buffer {
  const copy = Buffer.from(bytes);
  const movieScale = copy.readUInt32BE(copy.indexOf('mvhd') + 16);
  for (let box = copy.indexOf('elst'); box >= 0; box = copy.indexOf('elst', box + 4)) {
    const scale = copy.readUInt32BE(copy.indexOf('mdhd', box) + 16);
    copy.writeUInt32BE(copy.readUInt32BE(box + 12) - seconds * movieScale, box + 12);
    copy.writeUInt32BE(copy.readUInt32BE(box + 16) + seconds * scale, box + 16);
  }
  return copy;
}

describe('sound of 5.1', () => {
  test.each([
    ['the voice in the centre', 2],
    ['the left front', 0],
    ['the right at the back', 5],
  ] as const)('keeps %s', async (_, channel) => {
    const file = at(`surround${channel}.wav`);
    await writeFile(file, surround(channel));
    const picture = await makeClip(runner, at(`silent${channel}.mp4`), { graph: colourGraph('gray', '90x160', 1).split(';')[0] ?? '' });
    const clips = new Map<string, ClipSource>([
      ['c1', await sourceOf(runner, picture)],
      ['m', await sourceOf(runner, file)],
    ]);
    expect(clips.get('m')?.facts).toMatchObject({ kind: 'audio', audioChannels: 6 });
    const sound: AudioSegment = { id: 'a', n: 'm', role: 'voice', src: 'm', s: 0, d: 1_000, in: 0, out: 1_000, vol: 100 };
    const film = await renderer.render({
      draft: draftOf([{ out: 1_000 }], { t: [{ tt: 1, sg: [sound] }] }),
      clips,
      target: at(`surround${channel}.mp4`),
      signal,
    });
    expect(await loudnessBetween(runner, film.path, [0.2, 0.8])).toBeGreaterThan(0.02);
  });
});

/** A second of a tone in one of six channels, as WAVE_FORMAT_EXTENSIBLE. */
function surround(channel: number): Buffer {
  const [rate, channels] = [48_000, 6];
  const samples = Buffer.alloc(rate * channels * 2);
  for (let index = 0; index < rate; index++)
    samples.writeInt16LE(Math.round(Math.sin((index * 2 * Math.PI * 440) / rate) * 16_000), (index * channels + channel) * 2);
  const header = Buffer.alloc(68);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(60 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(40, 16);
  header.writeUInt16LE(0xfffe, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.writeUInt16LE(22, 36);
  header.writeUInt16LE(16, 38);
  header.writeUInt32LE(0x3f, 40);
  header.write('0100000000001000800000aa00389b71', 44, 'hex');
  header.write('data', 60, 'latin1');
  header.writeUInt32LE(samples.length, 64);
  return Buffer.concat([header, samples]);
}

test('HDR10 comes out as bright as it was', async () => {
  const grey = 'color=c=0xb0b0b0:s=90x160:r=30:d=0.4';
  const file = await makeClip(runner, at('pq.mp4'), {
    graph: `${grey},zscale=t=smpte2084:p=2020:m=2020_ncl:r=tv:tin=709:pin=709:min=709:rin=tv:npl=203,format=yuv420p10le[vout]`,
    video: video('libx265', { preset: 'ultrafast', 'x265-params': 'colorprim=9:transfer=16:colormatrix=9:log-level=none' }),
  });
  const clips = new Map([['c1', await sourceOf(runner, file)]]);
  expect(clips.get('c1')?.facts.transfer).toBe('pq');
  const film = await renderer.render({ draft: draftOf([{ out: 400 }]), clips, target: at('pq-out.mp4'), signal });
  const shades = (await frameAtSecond(runner, film.path, 0.2)).at(0.5, 0.5);
  expect(Math.max(...shades.map((shade) => Math.abs(shade - 0xb0)))).toBeLessThan(25);
});
