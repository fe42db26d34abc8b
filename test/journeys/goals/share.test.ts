import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Opened, openBrowser, SOON, type Visit } from './visit.ts';

let opened: Opened;
let visit: Visit;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(() => opened.close());
afterEach(() => visit.end());

test('who opens a share card sees the film and whose it is, plays it when asked, and can begin an own one', async () => {
  visit = await opened.visit();
  const { page, relay, find, text } = visit;
  relay.script.shared = {
    title: '城市夜景 Vlog',
    url: '/v1/exports/e1/file',
    posterUrl: '/v1/exports/e1/poster',
    durationMs: 24_000,
    width: 1080,
    height: 1920,
  };
  await visit.open('more/share', { id: 'share1' });
  await expect.poll(text, SOON).toContain('朋友用「说剪」剪的 · 24 秒 · AI 辅助剪辑');
  expect(await page.locator('video').count()).toBe(0);
  await find('share.play').click();
  await expect.poll(() => page.locator('video').getAttribute('src'), SOON).toContain('/v1/exports/e1/file');
  await find('share.start').click();
  await find('home.pick').waitFor();
});

test('a film that is gone says so and leaves the way to an own one', async () => {
  visit = await opened.visit();
  const { find, text } = visit;
  await visit.open('more/share', { id: 'share1' });
  await expect.poll(text, SOON).toContain('这条视频已经不在了');
  await find('share.start').click();
  await find('home.pick').waitFor();
});
