import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { measure } from '../gallery/measure.mjs';
import { serveGallery } from '../gallery/serve.mjs';

type Gallery = Awaited<ReturnType<typeof serveGallery>>;

/** A margin of its own that a child gives up to the space between children. */
const BOUND_PX = 4;

async function measureScenes(page: Page, gallery: Gallery): Promise<Map<string, ReturnType<typeof measure>['texts']>> {
  const found = new Map();
  for (const scene of gallery.scenes) {
    await page.goto(`${gallery.url}?${new URLSearchParams({ scene })}`);
    await page.waitForFunction(() => document.querySelector('.frame') && !document.querySelector('.frame :not(:defined)'));
    await page.evaluate(() =>
      document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
    );
    found.set(scene, (await page.evaluate(measure)).texts);
  }
  return found;
}

test('every line stands where it does with gaps on an engine that knows no gap of flex boxes', { timeout: 240_000 }, async () => {
  const [usual, old, browser] = await Promise.all([serveGallery(), serveGallery({ hasGaps: false }), launchBrowser()]);
  const page = await browser.newPage({ viewport: { width: 375, height: 812 }, hasTouch: true });
  const wanted = await measureScenes(page, usual);
  const drawn = await measureScenes(page, old);
  await Promise.all([browser.close(), usual.close(), old.close()]);
  const moved = [...wanted].flatMap(([scene, texts]) =>
    texts.flatMap(({ text, left, middle }) => {
      const isThere = drawn
        .get(scene)
        ?.some((line) => line.text === text && Math.abs(line.left - left) <= BOUND_PX && Math.abs(line.middle - middle) <= BOUND_PX);
      return isThere ? [] : [`${scene}: "${text}"`];
    }),
  );
  expect(wanted.size).toBeGreaterThan(20);
  expect(moved).toEqual([]);
});
