import { launchBrowser } from '../../support/browser.ts';
import { startScriptedRelay } from '../../support/scripted-relay.ts';
import { measureStarts } from '../../support/start-figures.ts';
import { judge } from './_verdict.ts';

/* The first screen in a browser: what it weighs, and how soon it can be used on a slow phone with a slow line. */

const relay = await startScriptedRelay();
const browser = await launchBrowser();
try {
  const quick = await measureStarts(browser, relay.url, { isSlow: false });
  const slow = await measureStarts(browser, relay.url, { isSlow: true });
  judge([
    { what: 'bytes to the first screen, compressed', value: quick.bytes, limit: 400_000, unit: 'bytes' },
    { what: 'first contentful paint, 4× slower processor, fast 3G', value: slow.firstPaintMs, limit: 1_500, unit: 'ms' },
    { what: 'interactive, 4× slower processor, fast 3G', value: slow.interactiveMs, limit: 2_500, unit: 'ms' },
    { what: 'layout shift of the start', value: slow.shift, limit: 0.05, unit: '' },
  ]);
  console.log(
    `without slow-down: first paint ${quick.firstPaintMs} ms, interactive ${quick.interactiveMs} ms, longest task ${quick.longestTaskMs} ms`,
  );
} finally {
  await browser.close();
  await relay.close();
}
