import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { addReadyProject, makeFiles, type Opened, openBrowser, readId, report, SOON, type Visit } from './visit.ts';

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

test('clips of an earlier run become a film each, and one film again, though the phone no longer has them', async () => {
  visit = await opened.visit();
  const { relay, find, posts, page } = visit;
  const detail = addReadyProject(relay);
  await visit.open('editor', readId(detail));
  await find('upload.mode-each').click();
  await find('batch.row-2').waitFor();
  expect(await find('batch.row-0').innerText()).toContain('sea');
  expect(posts(/\/split$/).length).toBeGreaterThan(1);
  expect(posts(/\/clips$/)).toHaveLength(0);
  await find('batch.row-0.chip-0').click();
  await page.getByText('同一句话用到全部').click();
  await find('batch.start').click();
  await find('batch.row-2.save').waitFor();
  await find('batch.mode-one').click();
  await find('editor.stage.export').waitFor();
  expect(posts(/\/join$/)).toHaveLength(1);
});
