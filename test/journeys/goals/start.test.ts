import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureStart } from '../../support/start-figures.ts';
import { addReadyProject, type Opened, openBrowser, readId, report, SOON } from './visit.ts';

let opened: Opened;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(() => opened.close());

test('G23 the first screen is there soon on a slow phone with a slow line', async () => {
  const visit = await opened.visit();
  const slow = await measureStart(opened.browser, visit.relay.url, { isSlow: true });
  await visit.end();
  report(`G23 first paint ${slow.firstPaintMs} ms, interactive ${slow.interactiveMs} ms, ${slow.bytes} bytes in ${slow.requests} requests`);
  expect(slow.firstPaintMs).toBeLessThanOrEqual(1_500);
  expect(slow.interactiveMs).toBeLessThanOrEqual(2_500);
  expect(slow.bytes).toBeLessThanOrEqual(400_000);
});

test('G23 nothing jumps while a reply streams', async () => {
  const visit = await opened.visit();
  const detail = addReadyProject(visit.relay);
  await visit.open('editor', readId(detail));
  await visit.find('editor.stage.export').waitFor();
  visit.relay.script.turns = [
    async (tell) => {
      for (let index = 0; index < 30; index += 1) {
        tell({ type: 'text', delta: `第${index}句话，慢慢说完。` });
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      tell({ type: 'done', outcome: 'answered' });
    },
  ];
  await visit.page.evaluate(() => {
    const shifts: number[] = [];
    new PerformanceObserver((list) => {
      // What follows a tap within half a second is its answer, and counts for no one.
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) shifts.push(entry.value);
    }).observe({ type: 'layout-shift' });
    Object.assign(window, { shifts });
  });
  await visit.say('说说看');
  await expect.poll(visit.text, SOON).toContain('第29句');
  const shift = await visit.page.evaluate(() => Math.max(0, ...(window as unknown as { shifts: number[] }).shifts));
  await visit.end();
  report(`G23 largest layout shift while streaming ${shift.toFixed(4)}`);
  expect(shift).toBeLessThanOrEqual(0.05);
});
