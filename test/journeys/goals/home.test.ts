import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { finished } from '../../support/scripted-relay/samples.ts';
import { addReadyProject, makeFiles, type Opened, openBrowser, readId, SOON, type Visit } from './visit.ts';

let opened: Opened;
let visit: Visit;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(() => opened.close());
afterEach(() => visit.end());

test('a row of home moves with its project, shows the film when there is one, and says that it is ready', async () => {
  visit = await opened.visit();
  const { page, relay, find, text } = visit;
  const detail = addReadyProject(relay);
  detail.project = { ...detail.project, status: 'exporting' };
  await page.goto(relay.url);
  await expect.poll(() => find('home.project-0').innerText(), SOON).toContain('正在导出');
  const picture = () => find('home.project-0').locator('img').getAttribute('src');
  expect(await picture()).toContain('/v1/clips/');
  detail.project = { ...detail.project, status: 'exported', exportedBytes: 18_600_000, filmPosterUrl: '/v1/exports/e1/poster' };
  await expect.poll(() => find('home.project-0').innerText(), SOON).toContain('已导出 18.6 MB');
  expect(await picture()).toContain('/v1/exports/e1/poster');
  await expect.poll(text, SOON).toContain('「海边的周末」导出好了');
});

test('files that an app did not finish sending before it was closed are offered first', async () => {
  visit = await opened.visit();
  const { page, relay, find } = visit;
  relay.script.uploads = ['stall'];
  await visit.pick(await makeFiles(['sea.mp4', 'city.mp4']));
  await page.goto(relay.url);
  await page.reload();
  await expect.poll(() => find('home.resume').innerText(), SOON).toContain('有 2 个文件没传完');
  await find('home.resume').click();
  await find('upload.row-1').waitFor();
});

test('a list that could not be read anew stays, with a line that reads it again', async () => {
  visit = await opened.visit();
  const { page, relay, find } = visit;
  addReadyProject(relay);
  await page.goto(relay.url);
  await find('home.project-0').waitFor();
  relay.script.refuse = ({ path }) => (path === '/v1/projects' ? { code: 'upstream_unavailable' } : undefined);
  await page.reload();
  await find('home.retry').waitFor();
  await find('home.project-0').waitFor();
  relay.script.refuse = () => undefined;
  await find('home.retry').click();
  await find('home.retry').waitFor({ state: 'detached' });
});

test('the captions of a film can be had as files, also when their addresses are too old', async () => {
  visit = await opened.visit();
  const { page, relay, find } = visit;
  const detail = addReadyProject(relay, { isDressed: true });
  const done = finished('export1', 24_000);
  const captions = { srtUrl: '/v1/exports/e1/captions/srt', vttUrl: '/v1/exports/e1/captions/vtt' };
  relay.script.exports = [{ ...done, ...(done.file ? { file: { ...done.file, name: '海边的周末.mp4', captions } } : {}) }];
  await visit.open('editor', readId(detail));
  await find('editor.stage.export').click();
  await find('export.start').click();
  await find('result.captions').click();
  await find('result.captions-srt').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), find('result.captions-srt').click()]);
  expect(download.suggestedFilename()).toBe('海边的周末.srt');
  expect(await readFile(await download.path(), 'utf8')).toBe('captions srt');
  await find('sheet.close').click();
  relay.script.tooOld = 1;
  await find('result.captions').click();
  const [again] = await Promise.all([page.waitForEvent('download'), find('result.captions-vtt').click()]);
  expect(again.suggestedFilename()).toBe('海边的周末.vtt');
});

test('a call that too many people hold up is counted down on every page, and goes by itself with its key', async () => {
  visit = await opened.visit();
  const { page, relay, find, posts } = visit;
  const detail = addReadyProject(relay);
  await visit.open('editor', readId(detail));
  await find('editor.composer.input').waitFor();
  await page.clock.install();
  let isBusy = true;
  relay.script.refuse = ({ path }) =>
    isBusy && path.endsWith('/turns') ? { code: 'too_many_requests', args: { waitSeconds: 30 } } : undefined;
  await visit.say('短一点');
  await expect.poll(() => find('rate-limit').innerText(), SOON).toContain('秒后自动再试一次');
  isBusy = false;
  await page.clock.fastForward(31_000);
  await find('editor.card-2').waitFor();
  const keys = posts(/\/turns$/).map(({ key }) => key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  await find('rate-limit').waitFor({ state: 'detached' });
});

test('an export that is held up is counted down above its ring', async () => {
  visit = await opened.visit();
  const { relay, find } = visit;
  const detail = addReadyProject(relay);
  relay.script.exports = [{ state: 'rendering', percent: 10, retryInMs: 24_000 }];
  await visit.open('editor', readId(detail));
  await find('editor.stage.export').click();
  await find('export.start').click();
  await expect.poll(() => find('rate-limit').innerText(), SOON).toContain('24 秒后自动再试一次');
});
