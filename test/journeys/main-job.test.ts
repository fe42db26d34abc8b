import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EXPORT_LIMIT_BYTES } from '../../src/contract/limits.ts';
import { launchBrowser, PHONE } from '../support/browser.ts';
import { createMediaBench, makeClip, testGraph } from '../support/clips.ts';
import { readMediaFacts } from '../support/media-facts.ts';
import { type Server, startServer } from '../support/server.ts';

const pictures = path.resolve(import.meta.dirname, '../output');
/** An upload, an edit or an export of a short clip, on two busy cores. */
const WORK_MS = 90_000;

let server: Server;
let browser: Browser;
let clip: string;
let context: BrowserContext;
let page: Page;
let broken: string[];

beforeAll(async () => {
  const { runner, dir } = await createMediaBench();
  clip = await makeClip(runner, path.join(dir, 'weekend.mp4'), { graph: testGraph('360x640', 12), seconds: 12 });
  server = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  broken = [];
});
afterEach(async () => {
  await context?.close();
  expect(broken).toEqual([]);
});

const by = (id: string) => page.locator(`[data-testid="${id}"]`);

async function openAs(locale: string): Promise<void> {
  context = await browser.newContext({ ...PHONE, locale, acceptDownloads: true });
  page = await context.newPage();
  page.on('pageerror', (error) => broken.push(error.message));
  await page.goto(server.url);
  await by('home.pick').waitFor();
}

async function pickAndUpload(): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await by('home.pick').click();
  await by('privacy.agree').click();
  await (await chooser).setFiles(clip);
  await by('editor.stage.seg-v-1').waitFor({ timeout: WORK_MS });
}

async function say(words: string): Promise<void> {
  const field = by('editor.composer.input');
  const input = (await field.evaluate((node) => ['TEXTAREA', 'INPUT'].includes(node.tagName))) ? field : field.locator('textarea, input');
  await input.first().fill(words);
  await by('editor.composer.send').click();
}

async function exportAndSave(): Promise<string> {
  await by('editor.stage.export').click();
  await by('export.start').click();
  await by('result.save').waitFor({ timeout: WORK_MS });
  return save();
}

async function save(): Promise<string> {
  await expect.poll(() => by('result.save').isEnabled(), { timeout: WORK_MS }).toBe(true);
  const download = page.waitForEvent('download');
  await by('result.save').click();
  const saved = path.join(await mkdtemp(path.join(tmpdir(), 'saycut-saved-')), 'saved.mp4');
  await (await download).saveAs(saved);
  return saved;
}

const photograph = (name: string) => page.screenshot({ path: path.join(pictures, `${name}.png`) });

describe('the main job in a browser, against the real relay and engine', () => {
  test.each([
    { locale: 'zh-CN', words: '剪到前 10 秒，开头加标题“周末”', title: '周末', name: 'main-job-zh' },
    { locale: 'en', words: 'trim to the first 10 seconds and add the title Weekend', title: 'Weekend', name: 'main-job-en' },
  ])('in $locale: pick a clip, say the edit, see what changed, export, save the MP4', async ({ locale, words, title, name }) => {
    await openAs(locale);
    await photograph(`${name}-1-home`);
    await pickAndUpload();
    await photograph(`${name}-2-uploaded`);
    await say(words);
    await by('editor.card-2.undo').waitFor({ timeout: WORK_MS });
    expect(await by('editor.card-2').innerText()).toContain(title);
    await photograph(`${name}-3-changed`);

    const facts = await readMediaFacts(await exportAndSave());
    await photograph(`${name}-4-result`);
    expect(facts).toMatchObject({ width: 1080, height: 1920, isMoovFirst: true, audioCodec: 'mp4a.40.2' });
    expect(facts.videoCodec).toMatch(/^avc1\.64/);
    expect(Math.abs(facts.durationMs - 10_000)).toBeLessThan(100);
    expect(facts.sizeBytes).toBeLessThan(EXPORT_LIMIT_BYTES);
  });

  test('undo and redo move the timeline, and stay after the page was opened again', async () => {
    await openAs('zh-CN');
    await pickAndUpload();
    await say('剪到前 5 秒');
    await by('editor.card-2.undo').waitFor({ timeout: WORK_MS });
    await by('editor.card-2.undo').click();
    await expect.poll(() => by('editor.stage.redo').isEnabled(), { timeout: WORK_MS }).toBe(true);
    await page.reload();
    await expect.poll(() => by('editor.stage.redo').isEnabled(), { timeout: WORK_MS }).toBe(true);
    await by('editor.stage.redo').click();
    await expect.poll(() => by('editor.stage.undo').isEnabled(), { timeout: WORK_MS }).toBe(true);
  });

  test('a page closed in the middle of a turn and of a render finds both results when it is opened again', async () => {
    await openAs('zh-CN');
    await pickAndUpload();
    await say('剪到前 8 秒');
    const editor = page.url();
    await page.close();
    page = await context.newPage();
    await page.goto(editor);
    await by('editor.card-2.undo').waitFor({ timeout: WORK_MS });

    await by('editor.stage.export').click();
    await by('export.start').click();
    await page.waitForURL(/export/);
    const exporting = page.url();
    await page.close();
    page = await context.newPage();
    await page.goto(exporting);
    await by('result.save').waitFor({ timeout: WORK_MS });
    const facts = await readMediaFacts(await save());
    expect(Math.abs(facts.durationMs - 8_000)).toBeLessThan(100);
  });
});
