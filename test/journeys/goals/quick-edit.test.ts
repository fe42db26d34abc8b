import path from 'node:path';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { EXPORT_LIMIT_BYTES } from '../../../src/contract/limits.ts';
import { launchBrowser, PHONE } from '../../support/browser.ts';
import { createMediaBench, makeClip, testGraph } from '../../support/clips.ts';
import { type Server, startServer } from '../../support/server.ts';
import { report } from './visit.ts';

/** An upload, an edit or an export of a short clip, on busy cores. */
const WORK = { timeout: 90_000 };

let server: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let clip: string;

beforeAll(async () => {
  const { runner, dir } = await createMediaBench();
  clip = await makeClip(runner, path.join(dir, 'weekend.mp4'), { graph: testGraph('180x320', 3), seconds: 3 });
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
afterEach(() => context.close());

/** Counts what a person does, and when the export is asked for. */
const countTaps = (): void => {
  const done = { taps: 0, keys: 0, responses: [] as number[] };
  document.addEventListener('keydown', () => (done.keys += 1), true);
  document.addEventListener('input', (event) => (done.keys += (event.target as HTMLInputElement).type === 'file' ? 0 : 1), true);
  document.addEventListener(
    'click',
    (event) => {
      // The app's own click on its hidden file field and on its download link is none of a person.
      if (!event.isTrusted || event.target instanceof HTMLInputElement) return;
      done.taps += 1;
      const from = performance.now();
      const watch = new MutationObserver(() => {
        done.responses.push(performance.now() - from);
        watch.disconnect();
      });
      watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    },
    true,
  );
  Object.assign(window, { done });
};

type Done = { taps: number; keys: number; responses: number[] };

const by = (id: string) => page.locator(`[data-testid="${id}"]:visible`).last();
const readDone = (): Promise<Done> => page.evaluate(() => (window as unknown as { done: Done }).done);

async function enter(): Promise<void> {
  await page.goto(server.url);
  await by('home.pick').waitFor();
}

async function pick(isFirstTime: boolean): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await by('home.pick').click();
  if (isFirstTime) await by('privacy.agree').click();
  await (await chooser).setFiles(clip);
}

/** Taps from the first drawing until the relay is asked for an export. */
async function quickEdit(isFirstTime: boolean): Promise<Done> {
  await pick(isFirstTime);
  // Music. While the file is still on its way: the message waits for it.
  await by('editor.chip-2').click();
  await by('editor.card-2').waitFor(WORK);
  await by('editor.stage.export').click();
  const isExport = (request: Request): boolean => request.method() === 'POST' && request.url().endsWith('/exports');
  await Promise.all([page.waitForRequest(isExport, WORK), by('export.start').click()]);
  return readDone();
}

test('G1 G2 G3 four taps and no typing from home to the export, one more to save it', async () => {
  context = await browser.newContext({ ...PHONE, acceptDownloads: true });
  page = await context.newPage();
  await page.addInitScript(countTaps);
  await enter();
  const first = await quickEdit(true);
  await by('result.save').waitFor(WORK);
  await expect.poll(() => by('result.save').getAttribute('aria-disabled'), WORK).not.toBe('true');
  const [download] = await Promise.all([page.waitForEvent('download'), by('result.save').click()]);
  const saved = await readDone();
  expect(download.suggestedFilename()).toMatch(/\.mp4$/);
  const size = Number((await by('result.meter').getAttribute('aria-valuenow')) ?? Number.NaN);
  expect((size / 100) * EXPORT_LIMIT_BYTES).toBeLessThan(EXPORT_LIMIT_BYTES);

  await enter();
  await page.reload();
  await by('home.pick').waitFor();
  const again = await quickEdit(false);
  const slowest = Math.max(...saved.responses, ...again.responses);
  report(`G1 taps to the start of the export: ${again.taps}, the first time ${first.taps}`);
  report(`G2 taps from the finished export to the saved file: ${saved.taps - first.taps}`);
  report(`G3 characters typed: ${first.keys + again.keys}`);
  report(`G4 slowest of ${saved.responses.length + again.responses.length} taps answered after ${Math.round(slowest)} ms`);
  expect(again.taps).toBeLessThanOrEqual(4);
  expect(first.taps).toBeLessThanOrEqual(5);
  expect(saved.taps - first.taps).toBe(1);
  expect(first.keys + again.keys).toBe(0);
});
