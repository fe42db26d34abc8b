import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyDraft } from '../../../src/engine/edits/first-draft.ts';
import { createRenderQueue, type RenderQueue } from '../../../src/engine/jobs/renders.ts';
import type { Rendered, RenderWork } from '../../../src/engine/render/renderer.ts';
import { openRenders, RENDER_RETENTION_MS } from '../../../src/engine/store/renders.ts';
import { createDir, silent } from './support/store.ts';

/** A renderer whose work the test leads by hand. */
function createStage() {
  const works: RenderWork[] = [];
  const ends: ((failure?: Error) => void)[] = [];
  const render = (work: RenderWork): Promise<Rendered> =>
    new Promise((resolve, reject) => {
      works.push(work);
      const rendered = { path: work.target ?? '', sizeBytes: 4, width: 1080, height: 1920, fps: 30, durationMs: 3_000 };
      ends.push((failure) => (failure ? reject(failure) : resolve(rendered)));
      work.signal.addEventListener('abort', () => reject(work.signal.reason));
    });
  return { works, ends, render };
}

async function startQueue(dir: string, { atOnce = 1, now = Date.now }: { atOnce?: number; now?: () => number } = {}) {
  const renders = await openRenders(join(dir, 'renders'), now);
  const stage = createStage();
  const drawPoster = async () => {};
  const queue = createRenderQueue({ renders, render: stage.render, drawPoster, clipsOf: async () => new Map(), atOnce, log: silent, now });
  return { renders, queue, stage };
}

const start = (queue: RenderQueue, id: string) => queue.start({ id, userId: 'anon_1', sessionId: '1', draft: emptyDraft(), output: {} });

describe('renders', () => {
  test('wait in the order of their start, with their position', async () => {
    const { queue, renders, stage } = await startQueue(await createDir());
    const states = [];
    for (const id of ['render_a', 'render_b', 'render_c']) states.push((await start(queue, id)).render.status);
    expect(states).toEqual(['pending', 'pending', 'pending']);
    const positions = (): (number | undefined)[] =>
      ['render_a', 'render_b', 'render_c'].map((id) => {
        const render = renders.find(id);
        return render && queue.state(render).queuePosition;
      });
    await expect.poll(() => stage.works.length).toBe(1);
    expect(positions()).toEqual([0, 1, 2]);
    stage.ends[0]?.();
    await expect.poll(() => stage.works.length).toBe(2);
    expect(positions()).toEqual([0, 0, 1]);
  });

  test('with the same id are one', async () => {
    const { queue, stage } = await startQueue(await createDir(), { atOnce: 2 });
    await start(queue, 'render_a');
    await start(queue, 'render_a');
    await expect.poll(() => stage.works.length).toBe(1);
    expect(stage.works).toHaveLength(1);
  });

  test('show progress that never goes back and stays under 100 until the file is there, and the time left', async () => {
    const { queue, renders, stage } = await startQueue(await createDir());
    await start(queue, 'render_a');
    await expect.poll(() => stage.works.length).toBe(1);
    const state = () => {
      const render = renders.find('render_a');
      if (!render) throw new Error('lost');
      return queue.state(render);
    };
    expect(state().percent).toBe(5);
    stage.works[0]?.onProgress?.(0, 900);
    expect(state().etaMs).toBe(900);
    for (const [share, percent] of [
      [0.2, 23],
      [0.1, 23],
      [0.6, 61],
      [1, 99],
      [1.4, 99],
    ] as const) {
      stage.works[0]?.onProgress?.(share, 1_000 * (1 - share));
      await expect.poll(() => state().percent).toBe(percent);
    }
    stage.ends[0]?.();
    await expect.poll(() => state().render.status).toBe('completed');
    expect(state()).toMatchObject({ percent: 100, render: { sizeBytes: 4 } });
  });

  test('left by a killed process go on with their id and not behind the percent they had', async () => {
    const dir = await createDir();
    const first = await startQueue(dir);
    await start(first.queue, 'render_a');
    await start(first.queue, 'render_b');
    await expect.poll(() => first.stage.works.length).toBe(1);
    first.stage.works[0]?.onProgress?.(0.5, undefined);
    await expect.poll(() => first.renders.find('render_a')?.percent).toBe(52);

    const second = await startQueue(dir);
    second.queue.resume();
    await expect.poll(() => second.stage.works.length).toBe(1);
    const render = second.renders.find('render_a');
    expect(render && second.queue.state(render).percent).toBe(52);
    second.stage.ends[0]?.();
    await expect.poll(() => second.stage.works.length).toBe(2);
    expect(second.renders.find('render_a')?.status).toBe('completed');
  });

  test('that end the process each time are given up after five starts', async () => {
    const dir = await createDir();
    const first = await startQueue(dir);
    await start(first.queue, 'render_a');
    await expect.poll(() => first.stage.works.length).toBe(1);
    for (let kill = 0; kill < 4; kill++) {
      const next = await startQueue(dir);
      next.queue.resume();
      await expect.poll(() => next.stage.works.length).toBe(1);
    }
    const last = await startQueue(dir);
    last.queue.resume();
    await expect.poll(() => last.renders.find('render_a')?.status).toBe('failed');
    expect(last.stage.works).toHaveLength(0);
  });

  test('that get further each time are not given up', async () => {
    const dir = await createDir();
    await start((await startQueue(dir)).queue, 'render_a');
    for (const [share, percent] of [
      [0.2, 23],
      [0.3, 33],
      [0.4, 42],
      [0.5, 52],
    ] as const) {
      const { queue, renders, stage } = await startQueue(dir);
      queue.resume();
      await expect.poll(() => stage.works.length).toBe(1);
      stage.works[0]?.onProgress?.(share, undefined);
      await expect.poll(() => renders.find('render_a')?.percent).toBe(percent);
    }
  });

  test('can be cancelled while they wait and while they run', async () => {
    const { queue, renders, stage } = await startQueue(await createDir());
    for (const id of ['render_a', 'render_b', 'render_c']) await start(queue, id);
    await queue.cancel('render_b');
    await queue.cancel('render_a');
    expect(stage.works[0]?.signal.aborted).toBe(true);
    await expect.poll(() => stage.works.length).toBe(2);
    stage.ends[1]?.();
    await expect.poll(() => renders.find('render_c')?.status).toBe('completed');
    expect(['render_a', 'render_b'].map((id) => renders.find(id)?.status)).toEqual(['cancelled', 'cancelled']);
    await queue.cancel('render_c');
    expect(renders.find('render_c')?.status).toBe('completed');
  });

  test('that fail say why', async () => {
    const { queue, renders, stage } = await startQueue(await createDir());
    await start(queue, 'render_a');
    await expect.poll(() => stage.ends.length).toBe(1);
    stage.ends[0]?.(new Error('no room for the sound'));
    await expect.poll(() => renders.find('render_a')).toMatchObject({ status: 'failed', error: 'no room for the sound' });
  });

  test('are removed after the retention, running ones never', async () => {
    let time = 0;
    const dir = await createDir();
    const { queue, renders, stage } = await startQueue(dir, { now: () => time });
    await start(queue, 'render_a');
    await start(queue, 'render_b');
    await expect.poll(() => stage.ends.length).toBe(1);
    stage.ends[0]?.();
    await expect.poll(() => renders.find('render_a')?.status).toBe('completed');
    time = RENDER_RETENTION_MS + 1;
    await renders.sweep();
    expect([renders.find('render_a'), renders.find('render_b')?.id]).toEqual([undefined, 'render_b']);
  });
});
