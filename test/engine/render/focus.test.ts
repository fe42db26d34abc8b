import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClipSource } from '../../../src/engine/ffmpeg/graph/film.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { withFocus } from '../../../src/engine/render/focus.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { createRenderStore } from '../../../src/engine/render/store.ts';
import { createMediaBench, makeClip } from '../../support/clips.ts';
import { draftOf, frameAtSecond, sourceOf } from '../../support/media.ts';

let runner: Runner;
let dir: string;
let clips: Map<string, ClipSource>;
const signal = new AbortController().signal;

beforeAll(async () => {
  ({ runner, dir } = await createMediaBench());
  const file = path.join(dir, 'walker.mp4');
  await makeClip(runner, file, {
    graph: "color=c=0x304050:s=320x180:r=30:d=2[a];color=c=white:s=30x60:r=30:d=2[b];[a][b]overlay=x='240+12*sin(t*4)':y=60[vout]",
  });
  clips = new Map([['c1', await sourceOf(runner, file)]]);
});
afterAll(() => runner.dispose());

const brightness = async (file: string, x: number, y: number): Promise<number> =>
  Math.min(...(await frameAtSecond(runner, file, 1)).at(x, y));

describe('a crop that keeps the subject', () => {
  const crop = async (fit: 'cover' | 'subject-crop') => {
    const renderer = createRenderer({ runner, dir: path.join(dir, fit) });
    const target = path.join(dir, `${fit}.mp4`);
    return (await renderer.render({ draft: draftOf([{ out: 2_000, fit }]), clips, target, signal })).path;
  };
  test('shows what moves at the side of a lying clip near the middle of a standing film', async () => {
    expect(await brightness(await crop('subject-crop'), 0.5, 0.5)).toBeGreaterThan(200);
    expect(await brightness(await crop('cover'), 0.5, 0.5)).toBeLessThan(120);
  });
});

test('a focus that is found and looked for at the same time is never read half', async () => {
  const store = createRenderStore(path.join(dir, 'at-once'));
  const draft = draftOf([{ out: 2_000, fit: 'subject-crop' }]);
  const focus = () => withFocus(draft, clips, { runner, store, options: { signal } });
  const first = await focus();
  const kept = path.join(store.work, '../fits');
  const seen: string[] = [];
  // As a preparation does beside an export: the same film, over and over.
  for (const name of await readdir(kept)) await rm(path.join(kept, name));
  const finding = Promise.all([focus(), focus(), focus()]);
  let isFinding = true;
  const looking = (async () => {
    while (isFinding) for (const name of await readdir(kept)) seen.push(await readFile(path.join(kept, name), 'utf8'));
  })();
  expect(await finding).toEqual([first, first, first]);
  isFinding = false;
  await looking;
  for (const text of seen) expect(() => JSON.parse(text)).not.toThrow();
});

describe('a label by the settings', () => {
  test('stands at the start of a film for two seconds, and no longer than it must', async () => {
    const renderer = createRenderer({ runner, dir: path.join(dir, 'labelled'), label: 'AI 剪辑' });
    const draft = draftOf([{ out: 2_000 }, { out: 2_000 }]);
    const { path: file } = await renderer.render({ draft, clips, target: path.join(dir, 'labelled.mp4'), signal });
    const bright = async (second: number): Promise<number> => {
      const frame = await frameAtSecond(runner, file, second);
      let rows = 0;
      for (let y = 0; y < 140; y++) {
        const row = Array.from({ length: 180 }, (_, x) => Math.min(...frame.at(x / 360, y / 640)));
        if (row.some((value) => value > 200)) rows++;
      }
      return rows;
    };
    // Signs of 5 % of 360 pixels.
    expect(await bright(0)).toBeGreaterThanOrEqual(18);
    expect(await bright(2)).toBeGreaterThanOrEqual(18);
    expect(await bright(3)).toBe(0);
  });
});
