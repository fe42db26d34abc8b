import { describe, expect, test } from 'vitest';
import { chooseResolution, estimateSize, learnRatio } from '../../../../src/app/journeys/export/estimate.ts';
import { type ExportEvent, type ExportState, nextExport, readCurrentJob } from '../../../../src/app/journeys/export/export.ts';
import type { Export } from '../../../../src/contract/relay/export.ts';

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

  test('the estimate comes within 20 % of what exports turn out to be after a few of them', () => {
    let ratio = 1;
    const mode = { resolution: '1080', fps: 30 } as const;
    for (let round = 0; round < 8; round += 1) ratio = learnRatio(ratio, 12_000_000, estimateSize(20_000, mode, ratio));
    const { lowMb, highMb } = estimateSize(20_000, mode, ratio);
    expect(Math.abs((lowMb + highMb) / 2 - 12)).toBeLessThan(12 * 0.2);
  });
});
