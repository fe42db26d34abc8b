import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { quickest } from '../../support/pace.ts';
import { createGate } from '../../support/scripted-relay/script.ts';
import { makeFiles, type Opened, openBrowser, report, SOON, type Visit } from './visit.ts';

let opened: Opened;
let visit: Visit;
let files: string[];

beforeAll(async () => {
  [opened, files] = await Promise.all([openBrowser(), makeFiles(['sea.mp4', 'city.mp4'])]);
});
afterAll(() => opened.close());
afterEach(() => visit.end());

/** The best of a few visits, each from its beginning. */
async function quickestVisit(limitMs: number, measure: () => Promise<number>): Promise<number> {
  let visits = 0;
  return quickest(limitMs, async () => {
    if (visits > 0) await visit.end();
    visits += 1;
    visit = await opened.visit();
    return measure();
  });
}

const card = () => visit.page.locator('[data-testid^="editor.card-"]:visible').first();

test('G10 a message written during the upload is sent once, after the last file', async () => {
  visit = await opened.visit();
  const { relay, posts, text } = visit;
  const gate = createGate();
  relay.script.uploads = [gate.opened];
  await visit.pick(files);
  await visit.say('剪短一点');
  await expect.poll(text, SOON).toContain('传完自动发送');
  expect(posts(/\/turns$/)).toHaveLength(0);
  gate.open();
  await card().waitFor();
  expect(posts(/\/turns$/)).toHaveLength(1);
  const order = relay.calls.map(({ path }) => path.split('/').at(-1));
  expect(order.lastIndexOf('clips')).toBeLessThan(order.indexOf('turns'));
  report(`G10 queued message: ${posts(/\/turns$/).length} send after ${posts(/\/clips$/).length} files`);
});

test('the timeline appears once, when the last of the first files is there', async () => {
  visit = await opened.visit();
  const { relay, find, text } = visit;
  const gate = createGate();
  relay.script.uploads = ['answer', gate.opened];
  await visit.pick(files);
  await expect.poll(() => find('upload.row-0').innerText(), SOON).toContain('已传好');
  expect(await text()).toContain('素材传好后会出现在这里');
  await visit.say('剪短一点');
  await expect.poll(text, SOON).toContain('传完自动发送');
  expect(await find('editor.chip-0').count()).toBe(0);
  gate.open();
  await find('editor.stage.export').waitFor();
  await card().waitFor();
});

/** Notes of the first row as they change, with the time since the file chooser closed. */
const watchRow = (): void => {
  const seen: { at: number; text: string; percent: number }[] = [];
  const look = (): void => {
    const row = document.querySelector('[data-testid="upload.row-0"]');
    const text = row?.textContent ?? '';
    const percent = Number(row?.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow') ?? Number.NaN);
    const last = seen.at(-1);
    if (row && (last?.text !== text || last?.percent !== percent)) seen.push({ at: performance.now(), text, percent });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  document.addEventListener('change', () => Object.assign(window, { pickedAt: performance.now() }), true);
  Object.assign(window, { rowSeen: seen });
};

type RowSeen = { pickedAt: number; rowSeen: { at: number; text: string; percent: number }[] };

/** Sends a film over a slow line, and gives how long its row stood still at first. */
async function watchUpload(): Promise<number> {
  const { page, relay, find } = visit;
  const gate = createGate();
  relay.script.uploads = [gate.opened];
  await page.addInitScript(watchRow);
  const devtools = await page.context().newCDPSession(page);
  const [large = ''] = await makeFiles(['sea.mp4'], 1_500_000);
  await page.goto(relay.url);
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 750_000,
  });
  await visit.find('home.pick').click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), find('privacy.agree').click()]);
  await chooser.setFiles(large);
  await expect.poll(() => find('upload.row-0').innerText(), SOON).toContain('正在检查');
  const { pickedAt, rowSeen } = await page.evaluate(() => {
    const { pickedAt: from, rowSeen: seen } = window as unknown as RowSeen;
    return { pickedAt: from, rowSeen: seen };
  });
  const percents = rowSeen.map(({ percent }) => percent).filter((percent) => !Number.isNaN(percent));
  const first = Math.round((rowSeen[0]?.at ?? Number.NaN) - pickedAt);
  report(`G9 first tick after ${first} ms, ${percents.length} steps ${percents.join(' ')}`);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(percents.length).toBeGreaterThan(3);
  expect(Math.max(...percents)).toBeLessThan(100);
  gate.open();
  await find('editor.stage.export').waitFor();
  return first;
}

test('G9 a row moves within half a second, never goes back, and says "checking" until the answer', async () => {
  expect(await quickestVisit(500, watchUpload)).toBeLessThanOrEqual(500);
});

/** Cancels one of two uploads, and gives how long that took to be seen. */
async function cancelOne(): Promise<number> {
  const { page, relay, find, posts } = visit;
  relay.script.uploads = ['break', 'break', 'stall'];
  await visit.pick(files);
  await find('upload.row-0.retry').waitFor();
  const cancelMs = await page.evaluate(async () => {
    const row = document.querySelector('[data-testid="upload.row-1"]');
    const cross = row?.querySelector<HTMLElement>('[data-testid="upload.row-1.cancel"]');
    const from = performance.now();
    const changed = new Promise((resolve) => row && new MutationObserver(resolve).observe(row, { subtree: true, childList: true }));
    cross?.click();
    await changed;
    return performance.now() - from;
  });
  await find('upload.row-1.retry').waitFor();
  const before = posts(/\/clips$/).length;
  await find('upload.row-0.retry').click();
  await find('editor.stage.export').waitFor();
  const again = posts(/\/clips$/).slice(before);
  report(`G9 cancel seen after ${Math.round(cancelMs)} ms, retry made ${again.length} request`);
  expect(again).toHaveLength(1);
  expect(again[0]?.key).toBe(posts(/\/clips$/)[0]?.key);
  return cancelMs;
}

test('G9 a cancel is seen within 300 ms, and a retry sends that file alone', async () => {
  expect(await quickestVisit(300, cancelOne)).toBeLessThanOrEqual(300);
});
