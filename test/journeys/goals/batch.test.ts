import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeFiles, type Opened, openBrowser, report, SOON, type Visit } from './visit.ts';

let opened: Opened;
let visit: Visit;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(() => opened.close());
afterEach(() => visit.end());

test('G25 a failing row of a batch stops no other, and can be tried again alone', async () => {
  visit = await opened.visit();
  const { relay, find, posts } = visit;
  relay.script.failingRows.add(1);
  await visit.pick(await makeFiles(['sea.mp4', 'city.mp4', 'dusk.mp4']));
  await visit.page.locator('[data-testid="upload.mode"] [role="radio"]:visible').last().click();
  await find('batch.row-2').waitFor();
  await find('batch.row-0.chip-0').click();
  await visit.page.getByText('同一句话用到全部').click();
  await find('batch.start').click();
  await find('batch.row-0.save').waitFor();
  await find('batch.row-2.save').waitFor();
  await find('batch.row-1.retry').waitFor();
  const results = await visit.page.locator('[data-testid$=".save"][data-testid^="batch.row-"]:visible').count();
  const before = posts(/\/instructions$/).length;
  relay.script.failingRows.clear();
  await find('batch.row-1.retry').click();
  await find('batch.row-1.save').waitFor();
  const again = posts(/\/instructions$/).slice(before);
  report(`G25 one of three rows failed: ${results} films, then the failed row alone was tried again (${again.length} request)`);
  expect(results).toBe(2);
  expect(again).toHaveLength(1);
  expect(again[0]?.body).toMatchObject({ rows: [{ projectId: expect.any(String) }] });
  await expect.poll(() => find('batch.row-1.save').getAttribute('aria-disabled'), SOON).not.toBe('true');
});
