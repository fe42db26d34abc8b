import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { addReadyProject, type Opened, openBrowser, percentile, quickestIn, readId, report, type Visit } from './visit.ts';

let opened: Opened;
let visit: Visit;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(() => opened.close());
afterEach(() => visit.end());

/** Remembers, for every tap, how long the page took to change in any way. */
const watchTaps = (): void => {
  const taps: { name: string; ms: number }[] = [];
  document.addEventListener(
    'click',
    (event) => {
      if (!event.isTrusted) return;
      const from = event.timeStamp;
      const name = (event.target as Element).closest<HTMLElement>('[data-testid]')?.dataset.testid ?? '';
      const watch = new MutationObserver(() => {
        taps.push({ name, ms: performance.now() - from });
        watch.disconnect();
      });
      watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    },
    true,
  );
  Object.assign(window, { taps });
};

type Tap = { name: string; ms: number };

/** Taps what people tap most, from home to a film, and gives how long each took to be answered. */
async function walkThrough(): Promise<Tap[]> {
  const { page, find } = visit;
  const walk = async (...testIds: string[]): Promise<void> => {
    for (const testId of testIds) await find(testId).click();
  };
  const detail = addReadyProject(visit.relay, { isDressed: true });
  await visit.page.goto('about:blank');
  await page.goto(visit.relay.url);
  await find('home.project-0').waitFor();
  await walk('home.settings', 'settings.theme-dark', 'settings.theme-light', 'settings.motion', 'nav.back');
  await walk('home.credits', 'credits.refresh', 'nav.back', 'home.pick', 'privacy.decline', 'home.project-0');
  await find('editor.stage.export').waitFor();
  await walk('editor.stage.seg-v-1', 'editor.composer.reference', 'editor.stage.export', 'export.res-720', 'export.fps-60', 'sheet.close');
  await walk('editor.chip-0');
  await find('editor.card-3').waitFor();
  await walk('editor.card-3.undo', 'editor.card-3.restore', 'editor.card-3.preview', 'preview.play');
  await visit.open('editor', readId(detail));
  await find('editor.stage.export').waitFor();
  await walk('editor.stage.export', 'export.start');
  await find('result.save').waitFor();
  await walk('result.play');
  return page.evaluate(() => (window as unknown as { taps: Tap[] }).taps);
}

test('G4 every tap is answered on screen within 100 ms', async () => {
  visit = await opened.visit();
  await visit.page.addInitScript(watchTaps);
  let taps: Tap[] = [];
  const p95 = await quickestIn(visit.page, 100, async () => {
    taps = await walkThrough();
    return percentile(
      taps.map(({ ms }) => ms),
      0.95,
    );
  });
  const slowest = taps.toSorted((a, b) => b.ms - a.ms)[0];
  report(`G4 ${taps.length} taps answered, p95 ${Math.round(p95)} ms, slowest ${slowest?.name} ${Math.round(slowest?.ms ?? 0)} ms`);
  expect(taps.length).toBeGreaterThanOrEqual(20);
  expect(p95).toBeLessThanOrEqual(100);
});
