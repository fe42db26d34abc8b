import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import packaged from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import { serveGallery } from './serve.mjs';

/**
 * Every visual part in every state, photographed at 375 × 812 into test/output/gallery:
 * `node test/app/gallery/shoot.mjs [scene …] [theme=dark] [fs=1.4] [width=320]`. Scenes are named after the pictures of the design.
 */
const output = new URL('../../output/gallery', import.meta.url).pathname;
const names = process.argv.slice(2);
const settings = Object.fromEntries(names.filter((name) => name.includes('=')).map((name) => name.split('=')));
const { width = '375', height = '812', ...query } = settings;
const wanted = names.filter((name) => !name.includes('='));

/** As the pictures show it: a conversation that does not begin at the top stands at its end. */
function scrollToEnd() {
  const list = document.querySelector('[data-testid="editor.transcript"]');
  if (list && !list.querySelector('[class*="fromTop"]')) list.scrollTop = list.scrollHeight;
}

const gallery = await serveGallery();
await mkdir(output, { recursive: true });
const flags = [...packaged.args, '--no-sandbox', '--font-render-hinting=none'];
const browser = await chromium.launch({ executablePath: await packaged.executablePath(), args: flags });
const context = await browser.newContext({
  viewport: { width: Number(width), height: Number(height) },
  deviceScaleFactor: 2,
  hasTouch: true,
});
const tab = await context.newPage();
tab.on('console', (message) => message.type() === 'error' && console.log(message.text()));
tab.on('pageerror', (error) => console.log(String(error)));
const suffix = `${Object.entries(query)
  .map(([key, value]) => `-${key}${value}`)
  .join('')}${width === '375' ? '' : `-${width}`}`;
for (const scene of wanted.length > 0 ? wanted : gallery.scenes) {
  await tab.goto(`${gallery.url}?${new URLSearchParams({ scene, ...query })}`);
  await tab.evaluate(() => document.fonts.ready);
  await tab.waitForTimeout(250);
  await tab.evaluate(scrollToEnd);
  await writeFile(join(output, `${scene}${suffix}.png`), await tab.screenshot());
  console.log(`${scene}${suffix}`);
}
await browser.close();
await gallery.close();
