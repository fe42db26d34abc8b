import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineDraft } from '../../../src/engine/draft.ts';
import { type ClipSource, layOut } from '../../../src/engine/ffmpeg/graph/film.ts';
import type { EncodeJob, Job } from '../../../src/engine/ffmpeg/job.ts';
import type { Runner } from '../../../src/engine/ffmpeg/run.ts';
import { cutPieces } from '../../../src/engine/render/pieces.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { createMediaBench, makeClip, testGraph } from '../../support/clips.ts';
import { draftOf, sourceOf } from '../../support/media.ts';

let runner: Runner;
let dir: string;
let clips: Map<string, ClipSource>;
const signal = new AbortController().signal;
let encoded: EncodeJob[] = [];

/** The real runner, with an eye on what it is asked for. */
const watched = (): Runner => ({
  ...runner,
  run: (job: Job, options) => {
    if (job.kind === 'encode' && job.video) encoded.push(job);
    return runner.run(job, options);
  },
});

beforeAll(async () => {
  ({ runner, dir } = await createMediaBench());
  await makeClip(runner, path.join(dir, 'clip.mp4'), { graph: testGraph('90x160', 20) });
  clips = new Map([['c1', await sourceOf(runner, path.join(dir, 'clip.mp4'))]]);
});
afterAll(() => runner.dispose());

const film = (draft: EngineDraft) => layOut(draft, clips, { width: 90, height: 160, fps: 30 });
const keys = (draft: EngineDraft): string[] => cutPieces(film(draft)).map((piece) => piece.key);
const whole = draftOf([{ out: 20_000 }]);

describe('pieces', () => {
  test('cover the film without gap or overlap, none shorter than a second', () => {
    const pieces = cutPieces(film(draftOf([{ out: 7_300 }, { in: 9_000, out: 9_400 }, { in: 11_000, out: 20_000 }])));
    expect(pieces[0]?.from).toBe(0);
    for (const [index, piece] of pieces.entries()) {
      expect(piece.from).toBe(index === 0 ? 0 : pieces[index - 1]?.to);
      expect(piece.to - piece.from).toBeGreaterThanOrEqual(30);
    }
  });
  test('behind a trimmed head stay as they are', () => {
    const before = keys(whole);
    const after = keys(draftOf([{ in: 4_200, out: 20_000 }]));
    expect(after.filter((key) => before.includes(key)).length).toBe(after.length - 1);
  });
  test('before a trimmed tail stay as they are', () => {
    expect(keys(draftOf([{ out: 12_500 }])).slice(0, 3)).toEqual(keys(whole).slice(0, 3));
  });
  test('under a changed caption change, the others do not', () => {
    const captions = (third: string): EngineDraft =>
      draftOf([{ out: 20_000 }], {
        texts: [0, 1, 2, 3, 4].map((index) => ({ role: 'caption', tx: index === 2 ? third : `line ${index}`, s: index * 4_000, d: 2_500 })),
      });
    const [before, after] = [keys(captions('one')), keys(captions('two'))];
    expect(after.map((key, index) => key === before[index])).toEqual([true, true, false, false, true, true, true]);
  });
  test('do not change with the sound, the names or the ids', () => {
    expect(keys(draftOf([{ out: 20_000, vol: 0, denoise: true, id: 'other', n: 'other' }], { loudness: true }))).toEqual(keys(whole));
  });
  test('never begin or end inside a transition', () => {
    const pieces = cutPieces(
      film(draftOf([{ out: 6_200 }, { in: 8_000, out: 16_000 }], { transitions: [{ after: 'v1', type: 'crossfade', ms: 1_000 }] })),
    );
    expect(pieces.some((piece) => piece.from > 156 && piece.from < 186)).toBe(false);
  });
});

// What is prepared runs only when nothing else on the machine wants to.
describe('a render', { timeout: 180_000 }, () => {
  const short = draftOf([{ out: 9_000 }]);
  test('of a film prepared before encodes nothing', async () => {
    const renderer = createRenderer({ runner: watched(), dir: path.join(dir, 'prepared') });
    await renderer.prepare({ draft: short, clips });
    encoded = [];
    await renderer.render({ draft: short, clips, target: path.join(dir, 'a.mp4'), signal });
    expect(encoded).toEqual([]);
  });
  test('after one caption changed encodes the pieces under it', async () => {
    const renderer = createRenderer({ runner: watched(), dir: path.join(dir, 'caption') });
    const draft = (tx: string): EngineDraft => draftOf([{ out: 9_000 }], { texts: [{ tx, s: 3_500, d: 2_000 }] });
    await renderer.render({ draft: draft('before'), clips, target: path.join(dir, 'b.mp4'), signal });
    encoded = [];
    await renderer.render({ draft: draft('after'), clips, target: path.join(dir, 'c.mp4'), signal });
    expect(encoded.map((job) => job.seconds)).toEqual([3]);
  });
  test('of a changed sound encodes no picture', async () => {
    const renderer = createRenderer({ runner: watched(), dir: path.join(dir, 'sound') });
    await renderer.render({ draft: short, clips, target: path.join(dir, 'd.mp4'), signal });
    encoded = [];
    await renderer.render({ draft: draftOf([{ out: 9_000, vol: 30 }]), clips, target: path.join(dir, 'e.mp4'), signal });
    expect(encoded).toEqual([]);
  });
  test('takes over what a stopped preparation had finished', async () => {
    const renderer = createRenderer({ runner: watched(), dir: path.join(dir, 'stopped') });
    const first = renderer.prepare({ draft: short, clips, session: 's' });
    const second = renderer.prepare({ draft: draftOf([{ in: 3_000, out: 9_000 }]), clips, session: 's' });
    await Promise.all([first, second]);
    encoded = [];
    await renderer.render({ draft: short, clips, target: path.join(dir, 'f.mp4'), session: 's', signal });
    expect(encoded.reduce((sum, job) => sum + job.seconds, 0)).toBeLessThanOrEqual(3);
  });
  test('of a film that is being prepared takes that over, with what it has done', async () => {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const base = watched();
    const telling: Runner = {
      ...base,
      run: (job: Job, options) => {
        if (job.kind === 'encode' && job.video) begin();
        return base.run(job, options);
      },
    };
    const renderer = createRenderer({ runner: telling, dir: path.join(dir, 'over') });
    const draft = draftOf([{ out: 20_000 }]);
    encoded = [];
    const preparing = renderer.prepare({ draft, clips });
    await begun;
    const stop = new AbortController();
    const left = renderer.render({ draft, clips, target: path.join(dir, 'left.mp4'), signal: stop.signal });
    stop.abort(new Error('nobody waits'));
    await expect(left).rejects.toThrow('nobody waits');
    const shares: number[] = [];
    const onProgress = (share: number): void => void shares.push(share);
    const film = await renderer.render({ draft, clips, target: path.join(dir, 'over.mp4'), signal, onProgress });
    expect(film.durationMs).toBe(20_000);
    expect(encoded.reduce((sum, job) => sum + job.seconds, 0)).toBeCloseTo(20, 3);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    await preparing;
  });
  test('that had to be corrected is not corrected again', async () => {
    let joins = 0;
    const heavyOnce: Runner = {
      ...runner,
      run: async (job: Job, options) => {
        if (job.kind === 'encode' && job.video) encoded.push(job);
        const report = await runner.run(job, options);
        if (job.kind === 'join' && ++joins === 1) await appendFile(job.output.path, Buffer.alloc(2_000_000));
        return report;
      },
    };
    const renderer = createRenderer({ runner: heavyOnce, dir: path.join(dir, 'corrected') });
    const render = (tx: string) =>
      renderer.render({
        draft: draftOf([{ out: 9_000 }], { texts: [{ tx, s: 500, d: 1_000 }] }),
        clips,
        output: { limitBytes: 2_000_000 },
        target: path.join(dir, 'g.mp4'),
        signal,
      });
    encoded = [];
    await render('one');
    expect(encoded.length).toBeGreaterThan(1);
    encoded = [];
    expect((await render('one')).sizeBytes).toBeLessThan(2_000_000);
    expect(encoded).toEqual([]);
    await render('two');
    expect(Math.max(...encoded.map((job) => job.seconds))).toBe(3);
  });
  test('on two cores runs two encoders of one thread at once, and makes the sound meanwhile', async () => {
    const running = new Set<Job>();
    const seen: string[] = [];
    const counting: Runner = {
      ...runner,
      run: async (job: Job, options) => {
        running.add(job);
        seen.push(
          [...running]
            .map((one) => (one.kind !== 'encode' ? one.kind : one.video ? 'picture' : 'sound'))
            .sort()
            .join('+'),
        );
        if (job.kind === 'encode' && job.video) encoded.push(job);
        return runner.run(job, options).finally(() => running.delete(job));
      },
    };
    const renderer = createRenderer({ runner: counting, dir: path.join(dir, 'cores'), cores: 2 });
    encoded = [];
    const film = await renderer.render({ draft: draftOf([{ out: 18_000 }]), clips, target: path.join(dir, 'cores.mp4'), signal });
    expect(film.durationMs).toBe(18_000);
    expect(seen).toContain('picture+picture+sound');
    expect(encoded.every((job) => job.video?.options.threads === '1')).toBe(true);
    expect(encoded.reduce((sum, job) => sum + job.seconds, 0)).toBe(18);
  });
  test('of what is shown twice encodes it once', async () => {
    const renderer = createRenderer({ runner: watched(), dir: path.join(dir, 'twice') });
    encoded = [];
    const film = await renderer.render({
      draft: draftOf([{ out: 9_000, freeze: true }, { out: 6_000 }, { out: 6_000 }]),
      clips,
      target: path.join(dir, 'h.mp4'),
      signal,
    });
    expect(film.durationMs).toBe(21_000);
    expect(encoded.reduce((sum, job) => sum + job.seconds, 0)).toBe(9);
  });
});
