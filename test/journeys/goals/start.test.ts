import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickest } from '../../support/pace.ts';
import { createGate } from '../../support/scripted-relay/script.ts';
import { measureStart, type StartFigures } from '../../support/start-figures.ts';
import { addReadyProject, type Opened, openBrowser, readId, report, SOON } from './visit.ts';

let opened: Opened;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(() => opened.close());

/** Until the first words or pictures, and until the app answers, ms. */
const PAINT_MS = 1_500;
const INTERACTIVE_MS = 2_500;

test('G23 the first screen is there soon on a slow phone with a slow line', async () => {
  const visit = await opened.visit();
  const starts: StartFigures[] = [];
  // Both limits in one round: a paint that takes all of its own is as late as an answer that takes all of its own.
  const interactiveMs = await quickest(INTERACTIVE_MS, async () => {
    const slow = await measureStart(opened.browser, visit.relay.url, { isSlow: true });
    starts.push(slow);
    return Math.max(slow.interactiveMs, slow.firstPaintMs * (INTERACTIVE_MS / PAINT_MS));
  });
  await visit.end();
  for (const slow of starts)
    report(
      `G23 first paint ${slow.firstPaintMs} ms, interactive ${slow.interactiveMs} ms, ${slow.bytes} bytes in ${slow.requests} requests`,
    );
  expect(interactiveMs).toBeLessThanOrEqual(INTERACTIVE_MS);
  expect(starts[0]?.bytes).toBeLessThanOrEqual(400_000);
});

test('G23 nothing jumps while a reply streams', async () => {
  const visit = await opened.visit();
  const { page, relay } = visit;
  const detail = addReadyProject(relay);
  await visit.open('editor', readId(detail));
  await visit.find('editor.stage.export').waitFor();
  const gate = createGate();
  const pieces = ['改好了：总长 42 秒 → 30 秒，', '少了 12 秒；', '加了标题「周末的海」（0–3 秒）；', '加了配乐「轻快」，', '音量 20%。'];
  relay.script.turns = [
    async (tell) => {
      tell({ type: 'step', key: 'read', state: 'run' });
      await gate.opened;
      for (const delta of pieces) {
        tell({ type: 'text', delta });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      tell({ type: 'done', outcome: 'answered' });
    },
  ];
  await page.evaluate(() => {
    const shifts: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) shifts.push(entry.value);
    }).observe({ type: 'layout-shift' });
    Object.assign(window, { shifts });
  });
  await visit.say('说说看');
  await visit.find('editor.composer.stop').waitFor();
  // What follows a tap within half a second is its answer, and counts for no one.
  const from = await page.evaluate(() => performance.now());
  await page.waitForFunction((since) => performance.now() - since > 500, from);
  gate.open();
  await expect.poll(visit.text, SOON).toContain('音量 20%。');
  await visit.find('editor.composer.send').waitFor();
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  await visit.end();
  const all = shifts.reduce((sum, shift) => sum + shift, 0);
  report(`G23 layout shift of a turn, all in all ${all.toFixed(4)}`);
  expect(shifts.length).toBeGreaterThan(0);
  expect(all).toBeLessThanOrEqual(0.05);
});
