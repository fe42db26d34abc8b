import type { Browser } from 'playwright-core';
import { PHONE } from './browser.ts';

export type StartFigures = {
  /** First words or pictures on screen, ms after the request. */
  firstPaintMs: number;
  /** The button that begins everything is there and nothing keeps the thread for 50 ms any more. */
  interactiveMs: number;
  longestTaskMs: number;
  /** What the first screen took over the line, compressed, headers included. */
  bytes: number;
  requests: number;
  shift: number;
};

/** "Fast 3G" of WebPageTest and Lighthouse: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const FAST_3G = { offline: false, latency: 150, downloadThroughput: (1_600 * 1_024) / 8, uploadThroughput: (750 * 1_024) / 8 };

type Seen = { tasks: { start: number; duration: number }[]; shift: number; pickAt: number | undefined };

/** Runs before the page's own scripts. */
const watch = (): void => {
  const seen: Seen = { tasks: [], shift: 0, pickAt: undefined };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ start: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = new MutationObserver(() => {
    if (!document.querySelector('[data-testid="home.pick"]')) return;
    seen.pickAt = performance.now();
    look.disconnect();
  });
  look.observe(document, { subtree: true, childList: true });
  Object.assign(window, { startSeen: seen });
};

/** Other programs on the machine can only make a start slower, so the quickest of a few is the app's own. */
const STARTS = 3;

/** Opens the app a few times, and gives the figures of the quickest start. */
export async function measureStarts(browser: Browser, url: string, how: { isSlow: boolean }): Promise<StartFigures> {
  const starts: StartFigures[] = [];
  for (let count = 0; count < STARTS; count += 1) starts.push(await measureStart(browser, url, how));
  const [quickest] = starts.sort((one, other) => one.interactiveMs - other.interactiveMs);
  if (quickest === undefined) throw new Error('nothing was measured');
  return quickest;
}

/** Opens the app as someone does for the first time; `isSlow` is a slow phone on a slow line. */
export async function measureStart(browser: Browser, url: string, { isSlow }: { isSlow: boolean }): Promise<StartFigures> {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.addInitScript(watch);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  if (isSlow) {
    await devtools.send('Network.emulateNetworkConditions', FAST_3G);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  await page.goto(url);
  await page.locator('[data-testid="home.pick"]').waitFor();
  await page.waitForLoadState('networkidle');
  const { seen, firstPaintMs } = await page.evaluate(() => ({
    seen: (window as unknown as { startSeen: Seen }).startSeen,
    firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  }));
  await context.close();
  const busyUntil = seen.tasks.map(({ start, duration }) => start + duration);
  return {
    firstPaintMs: Math.round(firstPaintMs),
    interactiveMs: Math.round(Math.max(seen.pickAt ?? Number.NaN, firstPaintMs, ...busyUntil)),
    longestTaskMs: Math.round(Math.max(0, ...seen.tasks.map(({ duration }) => duration))),
    bytes,
    requests,
    shift: seen.shift,
  };
}
