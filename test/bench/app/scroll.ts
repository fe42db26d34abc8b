import type { Page } from 'playwright-core';
import { launchBrowser, PHONE } from '../../support/browser.ts';
import { dressed, finishedTurn, timelineOf } from '../../support/scripted-relay/samples.ts';
import { startScriptedRelay } from '../../support/scripted-relay.ts';
import { judge } from './_verdict.ts';

/* A project of 500 messages and 200 segments, opened and scrolled from one end to the other, with no slow-down. */

const MESSAGES = 500;
const SEGMENTS = 200;
const LANES = '[data-testid="timeline.sheet"] taro-scroll-view-core:has([data-testid^="editor.stage.seg-v"])';

const relay = await startScriptedRelay();
const detail = relay.world.addProject('很长的一天');
relay.world.addClip(detail, { name: 'sea.mp4', sizeBytes: 12_000_000 });
const clips = timelineOf(Array.from({ length: SEGMENTS / 2 }, () => 2_000));
relay.world.addVersion(detail, { version: 2, timeline: dressed(clips) });
// A turn is two messages: what was said and what was answered.
detail.turns = Array.from({ length: MESSAGES / 2 }, (_, index) =>
  finishedTurn(`turnold${String(index).padStart(4, '0')}`, `第 ${index} 次，再短一点`, [
    { type: 'text', delta: '好的，已经按你说的把第一段剪短了，节奏会更紧凑一些。\n\n字幕和音乐都跟着移动了。' },
  ]),
);

type Figures = { frames: number[]; tasks: number[] };

/** Scrolls a node by a finger's worth per frame, there and back, and gives how long each frame took. */
const scrollThrough = (page: Page, selector: string, axis: 'scrollTop' | 'scrollLeft'): Promise<Figures> =>
  page
    .locator(selector)
    .last()
    .evaluate(async (node, side) => {
      const tasks: number[] = [];
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      });
      observer.observe({ type: 'longtask' });
      const frames: number[] = [];
      let before = await new Promise<number>((done) => requestAnimationFrame(done));
      for (let step = 0; step < 240; step += 1) {
        node[side] += step < 120 === (side === 'scrollTop') ? -160 : 160;
        const now = await new Promise<number>((done) => requestAnimationFrame(done));
        frames.push(now - before);
        before = now;
      }
      observer.disconnect();
      return { frames, tasks };
    }, axis);

const browser = await launchBrowser();
try {
  const page = await (await browser.newContext(PHONE)).newPage();
  const from = Date.now();
  await page.goto(`${relay.url}#/pages/editor/index?id=${detail.project.id}`);
  await page.locator('[data-testid="editor.stage.export"]:visible').waitFor();
  const openedMs = Date.now() - from;
  await page.waitForLoadState('networkidle');
  const list = await scrollThrough(page, '[data-testid="editor.transcript"]:visible', 'scrollTop');
  await page.locator('[data-testid="editor.stage.unfold"]:visible').click();
  // Four times as wide as the sheet.
  for (let zoomed = 0; zoomed < 2; zoomed += 1) await page.locator('[data-testid="timeline.zoom-in"]').click();
  await page.locator(LANES).waitFor();
  const sheet = await scrollThrough(page, LANES, 'scrollLeft');
  judge([
    { what: `longest frame while ${MESSAGES} messages scroll`, value: Math.round(Math.max(...list.frames)), limit: 50, unit: 'ms' },
    { what: `longest frame while ${SEGMENTS} segments scroll`, value: Math.round(Math.max(...sheet.frames)), limit: 50, unit: 'ms' },
    { what: 'longest task while scrolling', value: Math.round(Math.max(0, ...list.tasks, ...sheet.tasks)), limit: 50, unit: 'ms' },
  ]);
  console.log(`opened in ${openedMs} ms`);
} finally {
  await browser.close();
  await relay.close();
}
