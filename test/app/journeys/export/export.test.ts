import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseResolution, estimateSize, learnRatio, type Mode, nothingLearnt } from '../../../../src/app/journeys/export/estimate.ts';
import { type ExportEvent, type ExportState, nextExport, readCurrentJob } from '../../../../src/app/journeys/export/export.ts';
import { EXPORT_LIMIT_BYTES } from '../../../../src/contract/limits.ts';
import type { Export } from '../../../../src/contract/relay/export.ts';

type Film = { durationMs: number; mode: Mode };

const job: Export = { id: 'export01', projectId: 'project1', version: 1, state: 'rendering', percent: 40, createdAt: 5 };
const done: Export = { ...job, state: 'done', percent: 100 };
const run = (...events: ExportEvent[]) => events.reduce<ExportState>(nextExport, { step: 'idle' });

test('the ring never goes back', () => {
  const state = run({ type: 'read', job }, { type: 'read', job: { ...job, percent: 10 } });
  expect(state.step === 'running' && state.job.percent).toBe(40);
});

test('losing the line keeps the ring, and the next answer clears the notice', () => {
  const lost = run({ type: 'read', job }, { type: 'disconnected' });
  expect(lost.step === 'running' && lost.isConnected).toBe(false);
  const back = nextExport(lost, { type: 'read', job });
  expect(back.step === 'running' && back.isConnected).toBe(true);
});

test('a file that is here stays here when its address is renewed', () => {
  const file = { step: 'here', file: { path: 'x', name: 'x.mp4', sizeBytes: 1 } } as const;
  const state = run({ type: 'read', job: done }, { type: 'fetched', file }, { type: 'read', job: done });
  expect(state.step === 'done' && state.file).toEqual(file);
});

test('the page opened again shows the running job first, then the result of the version shown', () => {
  const old = { ...done, id: 'export02', createdAt: 9, version: 2 };
  expect(readCurrentJob([old, job], 2)?.id).toBe('export01');
  expect(readCurrentJob([old, done], 1)?.id).toBe('export01');
  expect(readCurrentJob([old], 1)).toBeUndefined();
});

describe('the size before it is made', () => {
  test.each([
    [24_000, '1080', 'ok'],
    [29_000, '1080', 'near'],
    [40_000, '1080', 'over'],
    [55_000, '720', 'near'],
    [0, '1080', 'ok'],
  ] as const)('%i ms at %s is %s', (durationMs, resolution, verdict) => {
    expect(estimateSize(durationMs, { resolution, fps: 30 }).verdict).toBe(verdict);
  });

  test('the best resolution that fits is offered first', () => {
    expect(chooseResolution(29_000, 30)).toBe('1080');
    expect(chooseResolution(58_000, 30)).toBe('720');
  });

  const mode = fc.record<Mode>({ resolution: fc.constantFrom('720', '1080'), fps: fc.constantFrom(24, 30, 60) });
  const film = fc.record({ durationMs: fc.integer({ min: 8_000, max: 120_000 }), mode });
  /** Real size over the start values, and how much one film differs from the next. */
  const upstream = { ratio: fc.double({ min: 0.3, max: 2, noNaN: true }), spread: fc.double({ min: -0.06, max: 0.06, noNaN: true }) };
  const bytesOf = ({ durationMs, mode: { resolution, fps } }: Film, ratio: number): number => {
    const rate = { '720': { 24: 2.6, 30: 3, 60: 4.2 }, '1080': { 24: 5, 30: 6, 60: 8.4 } }[resolution][fps];
    return (durationMs / 1_000) * ((rate + 0.128) / 8) * 1_000_000 * ratio;
  };

  test('after three exports the estimate is within 20 % and never says "fits" of a film that does not', () => {
    fc.assert(
      fc.property(fc.array(film, { minLength: 4, maxLength: 6 }), upstream.ratio, upstream.spread, (films, ratio, spread) => {
        let learnt = nothingLearnt;
        films.forEach((each, index) => {
          const sizeBytes = bytesOf(each, ratio * (1 + (index % 2 === 0 ? spread : -spread)));
          const { lowMb, highMb, verdict } = estimateSize(each.durationMs, each.mode, learnt.ratio);
          // A whole megabyte is the finest the meter says.
          const offMb = Math.abs((lowMb + highMb) / 2 - sizeBytes / 1_000_000);
          if (index >= 3) expect(offMb).toBeLessThanOrEqual(Math.max(1, (sizeBytes / 1_000_000) * 0.2));
          if (index >= 3 && sizeBytes > EXPORT_LIMIT_BYTES) expect(verdict).not.toBe('ok');
          learnt = learnRatio(learnt, { sizeBytes, ...each });
        });
      }),
    );
    console.log('G17 estimate within 20 % of the size after three exports, never "fits" of a film over 25 MB');
  });
});
