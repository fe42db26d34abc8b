import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/contract/error.ts';
import { launchBrowser, PHONE } from '../support/browser.ts';
import { type FakeRelay, startFakeRelay, timelineOf } from '../support/fake-relay.ts';

let browser: Browser;
let context: BrowserContext;
let page: Page;
let relay: FakeRelay;
let clips: string[];
const problems: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  const folder = await mkdtemp(path.join(tmpdir(), 'saycut-files-'));
  clips = ['sea.mp4', 'city.mp4', 'notes.pdf'].map((name) => path.join(folder, name));
  await Promise.all(clips.map((clip) => writeFile(clip, Buffer.alloc(200_000))));
});
afterAll(() => browser?.close());

beforeEach(async () => {
  relay = await startFakeRelay();
  context = await browser.newContext(PHONE);
  page = await context.newPage();
  problems.length = 0;
  page.on('pageerror', (error) => problems.push(error.message));
});
afterEach(async () => {
  await context.close();
  await relay.close();
  expect(problems).toEqual([]);
});

/** The page on top: Taro keeps the ones below in the document. */
const find = (testId: string): Locator => page.locator(`[data-testid="${testId}"]:visible`).last();
const text = (): Promise<string> => page.locator('body').innerText();
const posts = (pattern: RegExp) => relay.calls.filter(({ method, path: where }) => method === 'POST' && pattern.test(where));

async function openEditor(files = clips.slice(0, 1)): Promise<void> {
  await page.goto(relay.url);
  await find('home.pick').click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), find('privacy.agree').click()]);
  await chooser.setFiles(files);
  await find('editor.composer.input').waitFor();
}

async function say(words: string): Promise<void> {
  await find('editor.composer.input').locator('textarea').or(find('editor.composer.input')).last().fill(words);
  await find('editor.composer.send').click();
}

const card = (): Locator => page.locator('[data-testid^="editor.card-"]:visible').first();

describe('while files are on their way', () => {
  test('a message written meanwhile waits and is sent once, after the last file', async () => {
    let release = (): void => undefined;
    relay.script.uploads = [new Promise((resolve) => (release = resolve))];
    await openEditor(clips.slice(0, 2));
    await say('剪短一点');
    expect(await text()).toContain('传完自动发送');
    expect(posts(/\/turns$/)).toHaveLength(0);
    release();
    await card().waitFor();
    expect(posts(/\/turns$/)).toHaveLength(1);
    const order = relay.calls.map(({ path: where }) => where.split('/').at(-1));
    expect(order.lastIndexOf('clips')).toBeLessThan(order.indexOf('turns'));
  });

  test('a broken row is sent again alone, and holds the message back until it is there', async () => {
    // The browser itself repeats a call whose line broke before any answer, so more breaks than tries.
    relay.script.uploads = Array.from({ length: 20 }, () => 'break' as const);
    await openEditor(clips.slice(0, 2));
    await say('短一点');
    await find('upload.row-1.retry').waitFor();
    relay.script.uploads = [];
    const before = posts(/\/clips$/).length;
    await find('upload.row-0.retry').click();
    await expect.poll(() => posts(/\/clips$/).length).toBe(before + 1);
    expect(posts(/\/turns$/)).toHaveLength(0);
    await find('upload.row-1.cancel').click();
    await card().waitFor();
    expect(posts(/\/clips$/)).toHaveLength(before + 1);
  });

  test('a file of the wrong type is refused before a byte is sent, and the others go on', async () => {
    await openEditor(clips);
    await find('error-type').waitFor();
    await expect.poll(() => posts(/\/clips$/).length).toBe(2);
    await find('error-type.action-1').click();
    await expect.poll(() => find('error-type').count()).toBe(0);
  });

  test('a reload forgets no message and asks for the file again', async () => {
    relay.script.uploads = ['stall'];
    await openEditor();
    await say('剪短一点');
    await page.reload();
    await find('upload.row-0.retry').waitFor();
    expect(await text()).toContain('剪短一点');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), find('upload.row-0.retry').click()]);
    await chooser.setFiles(clips.slice(0, 1));
    await card().waitFor();
    expect(posts(/\/turns$/)).toHaveLength(1);
  });
});

describe('a turn', () => {
  test('that says nothing still tells what changed', async () => {
    relay.script.turns = [
      (tell) => {
        tell({
          type: 'changed',
          version: 2,
          changes: [{ kind: 'duration', fromMs: 8_000, toMs: 4_000 }],
          touched: [],
          unasked: [],
          timeline: timelineOf([4_000]),
        });
        tell({ type: 'done', outcome: 'applied' });
      },
    ];
    await openEditor();
    await say('短一点');
    await card().waitFor();
    expect(await card().innerText()).toContain('8 秒 → 4 秒');
  });

  test('that changed nothing says so', async () => {
    relay.script.turns = [(tell) => tell({ type: 'done', outcome: 'unchanged' })];
    await openEditor();
    await say('随便');
    await expect.poll(text).toContain('这次没有改动时间线');
  });

  test('is heard to its end through a broken stream', async () => {
    relay.script.cutAfter = 2;
    await openEditor();
    await say('短一点');
    await card().waitFor({ timeout: 20_000 });
    expect(await text()).toContain('好的，剪短了。');
    expect(posts(/\/turns$/)).toHaveLength(1);
  });

  test('goes on after a reload', async () => {
    let finish = (): void => undefined;
    relay.script.turns = [
      async (tell) => {
        tell({ type: 'text', delta: '我在看' });
        await new Promise<void>((resolve) => (finish = resolve));
        tell({ type: 'done', outcome: 'unchanged' });
      },
    ];
    await openEditor();
    await say('短一点');
    await expect.poll(text).toContain('我在看');
    await page.reload();
    await expect.poll(text).toContain('我在看');
    await find('editor.composer.stop').waitFor();
    finish();
    await expect.poll(text).toContain('这次没有改动时间线');
  });

  test('that takes long says so at 10, 30, 120 and 300 seconds', async () => {
    await page.clock.install();
    relay.script.turns = [() => new Promise<void>(() => undefined)];
    await openEditor();
    await say('短一点');
    await find('editor.composer.stop').waitFor();
    for (const [seconds, words] of [
      [10.5, '正在认真看'],
      [20, '一般 1 分钟内好'],
      [90, '比平时久一点'],
      [180, '可以先离开'],
    ] as const) {
      await page.clock.fastForward(seconds * 1_000);
      await expect.poll(text).toContain(words);
    }
    await find('wait.stop').waitFor();
  });

  test.each<[ErrorCode, string, string]>([
    ['credits_empty', 'error-credits', '积分用完了'],
    ['export_blocked', 'error-plan', '和积分无关'],
    ['too_many_requests', 'error-rate', '还是有点忙'],
    ['session_lost', 'error-lost', '重新选'],
    ['upstream_unavailable', 'error-server', '再试一次'],
    ['internal', 'error-server', '再试一次'],
  ])('that fails with %s shows a way forward and keeps the composer', async (code, testId, words) => {
    relay.script.turns = [
      (tell) => {
        tell({ type: 'error', code });
        tell({ type: 'done', outcome: 'failed' });
      },
    ];
    await openEditor();
    await say('短一点');
    await find(testId).waitFor();
    expect(await find(testId).innerText()).toContain(words);
    await find(`${testId}.action-0`).waitFor();
    expect(await text()).not.toMatch(/token|session|SSE|API|\b(1001|1002|2001|4001|4002|402|429)\b/i);
    await say('再来');
    await expect.poll(() => posts(/\/turns$/).length).toBe(2);
  });

  test('that could not be sent waits on its bubble and goes with the same key', async () => {
    let isDown = true;
    relay.script.refuse = ({ path: where }) => (isDown && /\/turns$/.test(where) ? { code: 'upstream_unavailable' } : undefined);
    await openEditor();
    await say('短一点');
    await find('editor.resend').waitFor();
    isDown = false;
    await find('editor.resend').click();
    await card().waitFor();
    expect(new Set(posts(/\/turns$/).map(({ key }) => key)).size).toBe(1);
  });
});

describe('undo and export', () => {
  test('undo shows the version before, and its export is what is asked for', async () => {
    await openEditor();
    await say('短一点');
    await card().waitFor();
    await find('editor.stage.undo').click();
    await expect.poll(text).toContain('已回到第 1 版');
    await find('editor.stage.export').click();
    await find('export.start').click();
    await find('result.save').waitFor();
    expect(posts(/\/exports$/)[0]?.body).toMatchObject({ version: 1 });
  });

  test('an export goes on through a reload without a second one', async () => {
    relay.script.exports = [{ state: 'rendering', percent: 30 }];
    await openEditor();
    await find('editor.stage.export').click();
    await find('export.start').click();
    await expect.poll(() => find('render.ring').getAttribute('data-pct')).toBe('30');
    await page.reload();
    await expect.poll(() => find('render.ring').getAttribute('data-pct')).toBe('30');
    expect(posts(/\/exports$/)).toHaveLength(1);
  });

  test('a failed export offers two ways on', async () => {
    relay.script.exports = [{ state: 'failed', error: { code: 'render_failed' } }];
    await openEditor();
    await find('editor.stage.export').click();
    await find('export.start').click();
    await find('error-render.action-0').waitFor();
    await find('error-render.action-1').waitFor();
  });
});
