import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AudioSegment, VideoSegment } from '../../../src/engine/draft.ts';
import type { ClipSource } from '../../../src/engine/ffmpeg/graph/film.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { probeClip } from '../../../src/engine/probe.ts';
import { createRenderer, type Renderer } from '../../../src/engine/render/renderer.ts';
import { createMediaBench, makeClip } from '../../support/clips.ts';
import { draftOf, frameAtSecond, loudnessBetween, pitchBetween, type Rgb } from '../../support/media.ts';
import { makeCast } from './contact-sheet.ts';

let runner: Runner;
let dir: string;
let renderer: Renderer;
let clips: Map<string, ClipSource>;
let count = 0;
const signal = new AbortController().signal;

beforeAll(async () => {
  ({ runner, dir } = await createMediaBench());
  renderer = createRenderer({ runner, dir: path.join(dir, 'kept') });
  clips = await makeCast(runner, dir);
  // Red for a second, then green, then blue; the tone goes up with them.
  const file = path.join(dir, 'rgb.mp4');
  await makeClip(runner, file, {
    graph:
      'color=c=red:s=180x320:r=30:d=1[a];color=c=lime:s=180x320:r=30:d=1[b];color=c=blue:s=180x320:r=30:d=1[c];[a][b][c]concat=n=3[vout];' +
      'sine=f=300:d=1[x];sine=f=600:d=1[y];sine=f=1200:d=1[z];[x][y][z]concat=n=3:v=0:a=1,aformat=channel_layouts=stereo[aout]',
  });
  clips.set('rgb', { path: file, facts: await probeClip(runner, { path: file, name: 'rgb' }, signal) });
});
afterAll(() => runner.dispose());

const render = async (draft: ReturnType<typeof draftOf>): Promise<string> =>
  (await renderer.render({ draft, clips, target: path.join(dir, `out${count++}.mp4`), signal })).path;

const one = (segment: Partial<VideoSegment>, rest: Parameters<typeof draftOf>[1] = {}): Promise<string> =>
  render(draftOf([{ out: 3_000, ...segment }], rest));

const look = (file: string, second: number): Promise<Rgb> => frameAtSecond(runner, file, second);

/** The colour that is strongest in the middle. */
const middle = async (file: string, second: number): Promise<'red' | 'green' | 'blue' | 'black' | 'mixed'> => {
  const [r, g, b] = (await look(file, second)).at(0.5, 0.5);
  if (Math.max(r, g, b) < 40) return 'black';
  if (r > 180 && g < 90 && b < 90) return 'red';
  if (g > 180 && r < 90 && b < 90) return 'green';
  return b > 180 && r < 90 && g < 90 ? 'blue' : 'mixed';
};

describe('cuts', () => {
  test('a range begins and ends on the very frame', async () => {
    const file = await one({ src: 'rgb', in: 1_000, out: 2_000 });
    expect([await middle(file, 0), await middle(file, 0.97)]).toEqual(['green', 'green']);
    expect((await probeClip(runner, { path: file, name: 'x' }, signal)).durationMs).toBe(1_000);
  });
  test('order is the order of the draft', async () => {
    const file = await render(
      draftOf([
        { src: 'rgb', in: 2_000, out: 3_000 },
        { src: 'rgb', in: 0, out: 1_000 },
        { src: 'rgb', in: 1_000, out: 2_000 },
      ]),
    );
    expect([await middle(file, 0.5), await middle(file, 1.5), await middle(file, 2.5)]).toEqual(['blue', 'red', 'green']);
    expect(await pitchBetween(runner, file, [0.2, 0.8])).toBeCloseTo(1_200, -2);
    expect(await pitchBetween(runner, file, [1.2, 1.8])).toBeCloseTo(300, -2);
  });
  test('double speed halves the time and keeps the pitch', async () => {
    const file = await one({ src: 'rgb', speed: 2 });
    expect([await middle(file, 0.25), await middle(file, 0.75), await middle(file, 1.25)]).toEqual(['red', 'green', 'blue']);
    expect(await pitchBetween(runner, file, [0.6, 0.9])).toBeCloseTo(600, -2);
  });
  test('half speed doubles the time and keeps the pitch', async () => {
    const file = await one({ src: 'rgb', speed: 0.5, out: 2_000 });
    expect([await middle(file, 1), await middle(file, 3)]).toEqual(['red', 'green']);
    expect(await pitchBetween(runner, file, [2.5, 3.5])).toBeCloseTo(600, -2);
  });
  test('reverse turns picture and sound around', async () => {
    const file = await one({ src: 'rgb', reverse: true });
    expect([await middle(file, 0.5), await middle(file, 2.5)]).toEqual(['blue', 'red']);
    expect(await pitchBetween(runner, file, [0.2, 0.8])).toBeCloseTo(1_200, -2);
  });
  test('a freeze holds its frame in silence', async () => {
    const file = await render(
      draftOf([
        { src: 'rgb', out: 500 },
        { src: 'rgb', in: 1_500, out: 1_500, d: 1_500, freeze: true },
      ]),
    );
    expect([await middle(file, 0.2), await middle(file, 0.6), await middle(file, 1.9)]).toEqual(['red', 'green', 'green']);
    expect(await loudnessBetween(runner, file, [0.7, 1.9])).toBeLessThan(0.001);
  });
});

describe('the frame', () => {
  test.each([
    ['turned by its file', { src: 'turned' }, [0.85, 0.16]],
    ['turned by the person', { src: 'wide', rotate: 90 as const }, [0.85, 0.16]],
    ['turned on its head', { src: 'tall', rotate: 180 as const }, [0.84, 0.84]],
    ['mirrored', { src: 'tall', mirror: 'horizontal' as const }, [0.84, 0.16]],
    ['cropped to its corner', { src: 'tall', crop: { x: 0, y: 0, w: 0.5, h: 0.5 } }, [0.35, 0.3]],
  ])('a clip %s has its sun at the right place', async (_, segment, [x, y]) => {
    const [r, g, b] = (await look(await one({ out: 1_000, ...segment }), 0.5)).at(x ?? 0, y ?? 0);
    expect(r).toBeGreaterThan(220);
    expect(g).toBeGreaterThan(140);
    expect(b).toBeLessThan(60);
  });
  test('blurred bars hold the colours of the picture, coloured bars the colour asked for', async () => {
    const blurred = (await look(await one({ src: 'wide', out: 1_000 }), 0.5)).at(0.5, 0.1);
    expect(blurred[1]).toBeGreaterThan(60);
    const coloured = (await look(await one({ src: 'wide', out: 1_000, fit: 'color-pad', fill: '#ff0000' }), 0.5)).at(0.5, 0.1);
    expect(coloured[0]).toBeGreaterThan(240);
    expect(coloured[1]).toBeLessThan(20);
  });
  test('cover keeps the focus in the picture', async () => {
    const [r, g, b] = (await look(await one({ src: 'wide', out: 1_000, fit: 'cover', focus: { x: 0.17, y: 0.5 } }), 0.5)).at(0.5, 0.17);
    expect([r > 220, g > 140, b < 60]).toEqual([true, true, true]);
  });
  test('iPhone HDR comes out as bright as it was', async () => {
    const file = await one({ src: 'hlg', out: 900 });
    const [r, g, b] = (await look(file, 0.5)).at(0.5, 0.5);
    const [r2, g2, b2] = (await look(await one({ src: 'tall', out: 900 }), 0.5)).at(0.5, 0.5);
    expect(Math.abs(r - r2) + Math.abs(g - g2) + Math.abs(b - b2)).toBeLessThan(60);
    expect((await probeClip(runner, { path: file, name: 'x' }, signal)).transfer).toBe('sdr');
  });
  test('black and white has no colour left', async () => {
    const [r, g, b] = (await look(await one({ src: 'rgb', out: 900, look: 'bw' }), 0.5)).at(0.5, 0.5);
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(8);
  });
  test('a logo lies in its corner with its clear parts clear', async () => {
    const inset = { id: 'p', n: 'logo', src: 'logo', s: 0, d: 1_000, in: 0, out: 1_000, pip: { corner: 'top-right' as const, width: 0.3 } };
    const frame = await look(await one({ src: 'rgb', in: 2_000, out: 3_000 }, { t: [{ tt: 0, sg: [inset] }] }), 0.5);
    const [r, , b] = frame.at(0.81, 0.1);
    expect([r > 180, b < 90]).toEqual([true, true]);
    expect(frame.at(0.68, 0.03)[2]).toBeGreaterThan(200);
  });
  test('fades go from black and to black', async () => {
    const file = await one({ src: 'rgb', out: 900, fadeIn: 300, fadeOut: 300 });
    expect([await middle(file, 0), await middle(file, 0.45), await middle(file, 0.88)]).toEqual(['black', 'red', 'black']);
  });
  test('a slow zoom over a photo ends closer than it began', async () => {
    const file = await one({ src: 'photo', out: 2_000, fit: 'cover', kenBurns: { from: 1, to: 2 } });
    const skin = async (second: number): Promise<number> => {
      const frame = await look(file, second);
      return Array.from({ length: 100 }, (_, index) => frame.at(index / 99, 0.5)).filter(([r, , b]) => r > 180 && b < 160).length;
    };
    expect(await skin(1.9)).toBeGreaterThan((await skin(0)) * 1.5);
  });
});

describe('transitions', () => {
  test.each(['crossfade', 'wipe', 'slide', 'fade-black', 'fade-white'] as const)(
    '%s joins two shots and shortens the film by its length',
    async (type) => {
      const file = await render(
        draftOf(
          [
            { src: 'rgb', out: 1_000 },
            { src: 'rgb', in: 2_000, out: 3_000 },
          ],
          { transitions: [{ after: 'v1', type, ms: 600 }] },
        ),
      );
      expect((await probeClip(runner, { path: file, name: 'x' }, signal)).durationMs).toBe(1_400);
      expect([await middle(file, 0.1), await middle(file, 1.3)]).toEqual(['red', 'blue']);
      const between = await look(file, 0.7);
      const colours = [between.at(0.1, 0.5), between.at(0.9, 0.5)];
      if (type === 'crossfade') expect(colours[0]?.[0]).toBeGreaterThan(60);
      if (type === 'fade-black') expect(Math.max(...(colours[0] ?? []))).toBeLessThan(60);
      if (type === 'fade-white') expect(Math.min(...(colours[0] ?? []))).toBeGreaterThan(180);
      if (type === 'wipe' || type === 'slide') expect([colours[0]?.[0], colours[1]?.[2]].every((value) => (value ?? 0) > 200)).toBe(true);
    },
  );
});

describe('sound', () => {
  const bed = (segment: Partial<AudioSegment>): { t: [{ tt: 1; sg: [AudioSegment] }] } => ({
    t: [{ tt: 1, sg: [{ id: 'a', n: 'bed', role: 'bgm', bed: 'calm', s: 0, d: 3_000, in: 0, out: 0, vol: 100, ...segment }] }],
  });
  test('volume follows its percent', async () => {
    const [full, half] = [await one({ src: 'rgb' }), await one({ src: 'rgb', vol: 50 })];
    const ratio = (await loudnessBetween(runner, half, [0.1, 2.9])) / (await loudnessBetween(runner, full, [0.1, 2.9]));
    expect(ratio).toBeCloseTo(0.5, 1);
  });
  test('music steps back while someone speaks', async () => {
    const speaking = { src: 'rgb', out: 3_000 };
    const quiet = await one({ ...speaking, vol: 1 }, bed({ duck: false }));
    const both = await one(speaking, bed({ duck: true }));
    const voice = await one(speaking);
    const musicAlone = await loudnessBetween(runner, quiet, [0.5, 2.5]);
    const total = await loudnessBetween(runner, both, [0.5, 2.5]);
    const voiceAlone = await loudnessBetween(runner, voice, [0.5, 2.5]);
    const musicUnder = Math.sqrt(Math.max(0, total ** 2 - voiceAlone ** 2));
    expect(musicUnder).toBeLessThan(musicAlone * 0.6);
  });
  test('the whole is brought to −14 LUFS', async () => {
    const file = await one({ src: 'rgb', vol: 30 }, { loudness: true });
    const report = await runner.run(
      {
        kind: 'encode',
        inputs: [{ path: file, audio: true }],
        graph: '[0:a]ebur128=metadata=1[aout]',
        audio: { codec: 'pcm_f32le', sampleRate: 48_000, channels: 2 },
        format: 'null',
        seconds: 3,
        measure: ['lavfi.r128.I'],
        output: { path: `${file}.null` },
      },
      { signal },
    );
    expect(Math.abs(Number(report.measured?.['lavfi.r128.I']) + 14)).toBeLessThan(0.7);
  });
  test('noise reduction takes hiss off', async () => {
    const file = path.join(dir, 'hiss.mp4');
    await makeClip(runner, file, {
      graph: 'color=c=red:s=64x64:r=30:d=3[vout];anoisesrc=d=3:a=0.03:r=48000,aformat=channel_layouts=stereo[aout]',
    });
    clips.set('hiss', { path: file, facts: await probeClip(runner, { path: file, name: 'x' }, signal) });
    const [raw, clean] = [await one({ src: 'hiss' }), await one({ src: 'hiss', denoise: true })];
    expect(await loudnessBetween(runner, clean, [1, 2.8])).toBeLessThan((await loudnessBetween(runner, raw, [1, 2.8])) * 0.6);
  });
  test('a bed loops to its length and fades at its end', async () => {
    const file = await one({ src: 'photo', out: 3_000, d: 3_000 }, bed({ fadeOut: 1_000 }));
    expect(await loudnessBetween(runner, file, [0.5, 1.5])).toBeGreaterThan(0.02);
    expect(await loudnessBetween(runner, file, [2.85, 3])).toBeLessThan((await loudnessBetween(runner, file, [0.5, 1.5])) * 0.4);
  });
  test('music begins where it was put', async () => {
    const file = await one({ src: 'photo', out: 3_000, d: 3_000 }, bed({ s: 1_500, d: 1_500 }));
    expect(await loudnessBetween(runner, file, [0, 1.4])).toBeLessThan(0.002);
    expect(await loudnessBetween(runner, file, [1.8, 2.5])).toBeGreaterThan(0.02);
  });
});

describe('words', () => {
  const area = async (file: string, second: number): Promise<number> => {
    const frame = await look(file, second);
    let white = 0;
    for (let y = 0; y < 100; y++) for (let x = 0; x < 50; x++) if (Math.min(...frame.at(x / 49, y / 99)) > 200) white++;
    return white;
  };
  const title = (text: Record<string, unknown>): Promise<string> =>
    one({ src: 'rgb', in: 2_000, out: 3_000 }, { texts: [{ d: 1_000, tx: '周末海边', size: 0.1, ...text }] });

  test('a text stands from its first frame to its last and no longer', async () => {
    const file = await title({ s: 300, d: 400 });
    const areas = [await area(file, 0.26), await area(file, 0.31), await area(file, 0.68), await area(file, 0.74)];
    expect(areas.map((size) => size > 30)).toEqual([false, true, true, false]);
  });
  test('a fade comes in slowly, a typewriter sign by sign', async () => {
    const faded = await title({ anim: 'fade-in' });
    expect(await area(faded, 0.03)).toBeLessThan(await area(faded, 0.5));
    const typed = await title({ anim: 'typewriter' });
    const [early, late] = [await area(typed, 0.05), await area(typed, 0.8)];
    expect(early).toBeGreaterThan(5);
    expect(early).toBeLessThan(late * 0.5);
  });
  test('one word has the colour it was given', async () => {
    const frame = await look(await title({ highlight: [{ text: '海边', color: '#ff0000' }] }), 0.5);
    const colours = Array.from({ length: 6_000 }, (_, index) => frame.at((index % 60) / 59, 0.15 + Math.floor(index / 60) / 700));
    expect(colours.filter(([r, g, b]) => r > 200 && g < 60 && b < 60).length).toBeGreaterThan(30);
    expect(colours.filter(([r, g, b]) => Math.min(r, g, b) > 200).length).toBeGreaterThan(30);
  });
});
