import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { finished } from '../../support/scripted-relay/samples.ts';
import { findCutWords, findMoving, findSmallTargets } from './look.ts';
import { addReadyProject, type Opened, openBrowser, report, SOON, type Visit } from './visit.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let opened: Opened;
let visit: Visit;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(() => opened.close());
afterEach(() => visit.end());

type Settings = { theme?: string; language?: string; textSize?: string; reducesMotion?: boolean };

/** The app in a look of its own, from the first drawing on. */
async function enter(settings: Settings = {}): Promise<void> {
  visit = await opened.visit();
  const chosen = { theme: 'auto', language: 'zh-CN', textSize: 'standard', reducesMotion: false, ...settings };
  await visit.page.addInitScript((data) => {
    localStorage.setItem('settings', JSON.stringify({ data }));
    localStorage.setItem('privacy.agreed', JSON.stringify({ data: true }));
  }, chosen);
}

/** Walks through the screens that people see most, without a reload in between, and looks at each. */
async function eachScreen(examine: (screen: string) => Promise<void>): Promise<void> {
  const { find, page, relay } = visit;
  const look = async (screen: string): Promise<void> => {
    await settle(page);
    await examine(screen);
  };
  const detail = addReadyProject(relay, { isDressed: true });
  relay.script.exports = [{ state: 'rendering', percent: 40, etaMs: 4_000 }];
  await page.goto(relay.url);
  await find('home.project-0').waitFor();
  await look('home');
  await find('home.project-0').click();
  await find('editor.stage').waitFor();
  await visit.say('短一点');
  await find('editor.card-3').waitFor();
  await look('editor');
  await find('editor.stage.export').click();
  await find('export.start').waitFor();
  await look('export sheet');
  await find('export.start').click();
  await page.locator('[data-testid="render.ring"][data-pct="40"]:visible').waitFor();
  await look('rendering');
  relay.script.exports = [finished(detail.exports[0]?.id ?? '', 12_000)];
  await find('result.save').waitFor();
  await look('result');
  await visit.open('more/credits');
  await find('credits.copy').waitFor();
  await look('credits');
  await visit.open('more/settings');
  await page
    .getByText(/关于|About/)
    .first()
    .waitFor();
  await look('settings');
}

/** Until the page has slid in and nothing that ends is moving; then two frames, as Taro's elements draw themselves a little after React does. */
const settle = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
    // The page on top is the last one; it waits beside the screen for a moment before it slides in.
    const isSliding = (): boolean => {
      const lefts = [...document.querySelectorAll('.taro_page')].map((node) => node.getBoundingClientRect().left);
      return lefts.at(-1) !== 0 || lefts.some((left) => ![0, innerWidth].includes(Math.abs(left)));
    };
    const isMoving = (): boolean =>
      document
        .getAnimations()
        .some((each) => each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    for (let frames = 0; frames < 120 && (isSliding() || isMoving()); frames += 1) await frame();
    await frame();
    await frame();
  });

const looks = ['standard', 'large', 'extra'].flatMap((textSize) => ['zh-CN', 'en'].map((language) => ({ textSize, language })));
const widths = [320, 375, 414, 768];

test.each(looks)('G19 nothing is cut and nothing scrolls sideways, text $textSize, $language', async (settings) => {
  await enter(settings);
  const { page } = visit;
  const found = new Set<string>();
  let seen = 0;
  await eachScreen(async (screen) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 812 });
        await settle(page);
        for (const cut of await page.evaluate(findCutWords)) found.add(`${screen} ${width} ${colorScheme}: ${cut}`);
        seen += 1;
      }
    }
    await page.setViewportSize({ width: 375, height: 812 });
    await page.emulateMedia({ colorScheme: 'light' });
  });
  report(`G19 ${settings.textSize} ${settings.language}: ${seen} layouts, ${found.size} with words cut`);
  expect([...found]).toEqual([]);
});

type Axe = {
  run(context: Document, options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
};

const runAxe = async (): Promise<string[]> => {
  const rules = { 'page-has-heading-one': { enabled: false }, region: { enabled: false }, 'landmark-one-main': { enabled: false } };
  const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { rules });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};

/** Names of what the Tab key reaches, in order, and whether the document has them in the same order. */
async function tabThrough(page: Page): Promise<{ reached: number; isInOrder: boolean }> {
  await page.evaluate(() => Object.assign(window, { reached: [] as Element[] }));
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab');
    await page.evaluate(() => {
      const { reached } = window as unknown as { reached: Element[] };
      const node = document.activeElement;
      if (node && node !== document.body && !reached.includes(node)) reached.push(node);
    });
  }
  return page.evaluate(() => {
    const { reached } = window as unknown as { reached: Element[] };
    const forward = reached.slice(1).filter((node, index) => {
      const before = reached[index];
      return before !== undefined && before.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
    });
    // One step back is the way round from the last to the first.
    return { reached: reached.length, isInOrder: forward.length >= reached.length - 2 };
  });
}

test.each(['light', 'dark'])('G20 every screen has names, contrast, targets of 44 px and a focus order (%s)', async (theme) => {
  await enter({ theme, reducesMotion: true });
  const { page } = visit;
  const found: string[] = [];
  let screens = 0;
  await eachScreen(async (screen) => {
    await settle(page);
    await page.evaluate(axe);
    for (const violation of await page.evaluate(runAxe)) found.push(`${screen}: ${violation}`);
    for (const target of await page.evaluate(findSmallTargets)) found.push(`${screen}: ${target}`);
    const { reached, isInOrder } = await tabThrough(page);
    if (reached === 0) found.push(`${screen}: no key reaches anything`);
    if (!isInOrder) found.push(`${screen}: the focus jumps`);
    screens += 1;
  });
  report(`G20 ${theme}: ${screens} screens, ${found.length} serious`);
  expect(found).toEqual([]);
});

test.each(['setting', 'system'])('G21 nothing moves when motion is turned down by the %s', async (by) => {
  await enter({ reducesMotion: by === 'setting' });
  const { page } = visit;
  await page.emulateMedia({ reducedMotion: by === 'system' ? 'reduce' : 'no-preference' });
  const found: string[] = [];
  let nodes = 0;
  await eachScreen(async (screen) => {
    const { moving, count } = await page.evaluate(findMoving);
    nodes += count;
    for (const each of moving) found.push(`${screen}: ${each}`);
  });
  report(`G21 by ${by}: ${nodes} nodes, ${found.length} moving`);
  expect(found).toEqual([]);
});

test('G22 the language changes without a reload, and no key is shown', async () => {
  await enter({ language: 'zh-CN' });
  const { page } = visit;
  const said: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(message.text());
  });
  await eachScreen(async () => undefined);
  await page.evaluate(() => Object.assign(window, { isSame: true }));
  expect(await visit.text()).toContain('设置');
  await visit.find('settings.language').click();
  await visit.find('dialog.2').click();
  await expect.poll(visit.text, SOON).toContain('Settings');
  expect(await page.evaluate(() => (window as unknown as { isSame?: boolean }).isSame)).toBe(true);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  const words = await visit.text();
  expect(words.match(/\b(?:app|home|editor|settings|common|export|err)\.[a-z_0-9]+\b/g)).toBeNull();
  report(`G22 language changed live; ${said.length} warnings in the console`);
  expect(said.filter((line) => /key|missing|undefined/i.test(line))).toEqual([]);
});
