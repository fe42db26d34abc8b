import { cpus, loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { launchBrowser, PHONE } from '../../support/browser.ts';
import { type Frame, traceFrames } from '../../support/main-thread.ts';
import { startScriptedRelay } from '../../support/scripted-relay.ts';
import { addLongProject, MESSAGES, SEGMENTS } from './_long.ts';
import { judge } from './_verdict.ts';

/* A project of 500 messages and 200 segments, opened and scrolled from one end to the other, with no slow-down. */

const LANES = '[data-testid="timeline.sheet"] taro-scroll-view-core:has([data-testid^="editor.stage.seg-v"])';

const relay = await startScriptedRelay();
const detail = addLongProject(relay);

/** Scrolls a node by a finger's worth per frame, there and back, and gives the longest frame on the clock. */
const scrollThrough = (page: Page, selector: string, axis: 'scrollTop' | 'scrollLeft'): Promise<number> =>
  page
    .locator(selector)
    .last()
    .evaluate(async (node, side) => {
      let longest = 0;
      let before = await new Promise<number>((done) => requestAnimationFrame(done));
      for (let step = 0; step < 240; step += 1) {
        node[side] += step < 120 === (side === 'scrollTop') ? -160 : 160;
        const now = await new Promise<number>((done) => requestAnimationFrame(done));
        longest = Math.max(longest, now - before);
        before = now;
      }
      return longest;
    }, axis);

const longestOf = (frames: Frame[]): number => Math.max(...frames.map(({ busyMs }) => busyMs));

const browser = await launchBrowser();
try {
  const page = await (await browser.newContext(PHONE)).newPage();
  // A second after its first address the browser takes down the blank page it opened with, and the clock stands still for as long as
  // software drawing takes: home first, so that this is over before anything is scrolled.
  await page.goto(relay.url);
  await page.locator('[data-testid="home.project-0"]:visible').waitFor();
  await page.waitForLoadState('networkidle');
  const from = Date.now();
  await page.goto(`${relay.url}#/pages/editor/index?id=${detail.project.id}`);
  await page.locator('[data-testid="editor.stage.export"]:visible').waitFor();
  const openedMs = Date.now() - from;
  await page.waitForLoadState('networkidle');
  const list = await traceFrames(browser, () => scrollThrough(page, '[data-testid="editor.transcript"]:visible', 'scrollTop'));
  await page.locator('[data-testid="editor.stage.unfold"]:visible').click();
  // Four times as wide as the sheet.
  for (let zoomed = 0; zoomed < 2; zoomed += 1) await page.locator('[data-testid="timeline.zoom-in"]').click();
  await page.locator(LANES).waitFor();
  const sheet = await traceFrames(browser, () => scrollThrough(page, LANES, 'scrollLeft'));
  // Processor time: on a busy machine the clock counts what other programs do in between.
  judge([
    { what: `longest frame while ${MESSAGES} messages scroll`, value: longestOf(list.frames), limit: 50, unit: 'ms of processor time' },
    { what: `longest frame while ${SEGMENTS} segments scroll`, value: longestOf(sheet.frames), limit: 50, unit: 'ms of processor time' },
  ]);
  const onClock = [list, sheet].map(({ result, frames }) => `${Math.round(result)} ms of ${frames.length} frames`).join(', ');
  console.log(`longest on the clock: ${onClock}; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores; opened in ${openedMs} ms`);
} finally {
  await browser.close();
  await relay.close();
}
