import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ProjectDetail } from '../../../src/contract/relay/project.ts';
import { launchBrowser, PHONE } from '../../support/browser.ts';
import { quickest, work } from '../../support/pace.ts';
import { dressed, timelineOf } from '../../support/scripted-relay/samples.ts';
import type { Call } from '../../support/scripted-relay/script.ts';
import { type ScriptedRelay, startScriptedRelay } from '../../support/scripted-relay.ts';

/** What must never be read on a screen: codes, words of the trade, sentences about the buttons of another program. */
const TECHNICAL = /\b(token|session|sse|api|1001|1002|2001|4001|4002|402|429)\b|undefined|\bNaN\b|点击.{0,8}按钮|click the .{0,20}button/i;

/** A person with a phone, before a relay that does as it is told. */
export type Visit = {
  page: Page;
  relay: ScriptedRelay;
  /** The node of the page on top: Taro keeps the pages below in the document. */
  find(testId: string): Locator;
  /** Everything there is to read. */
  text(): Promise<string>;
  say(words: string): Promise<void>;
  /** Opens a page by its address, without a reload when the app is already there. */
  open(page: string, params?: Record<string, string>): Promise<void>;
  /** From home through consent and the file chooser to the editor. */
  pick(files: string[]): Promise<void>;
  posts(pattern: RegExp): Call[];
  /** Ends the visit. Fails when a page threw, or when a technical word could be read at the end. */
  end(): Promise<void>;
};

export type Opened = { browser: Browser; visit(options?: BrowserContextOptions): Promise<Visit>; close(): Promise<void> };

/** One browser for many visits. */
export async function openBrowser(): Promise<Opened> {
  const browser = await launchBrowser();
  return {
    browser,
    visit: async (options = {}) => createVisit(await browser.newContext({ ...PHONE, acceptDownloads: true, ...options })),
    close: () => browser.close(),
  };
}

async function createVisit(context: BrowserContext): Promise<Visit> {
  const relay = await startScriptedRelay();
  context.setDefaultTimeout(SOON.timeout);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  const find = (testId: string): Locator => page.locator(`[data-testid="${testId}"]:visible`).last();
  const text = (): Promise<string> => page.locator('body').innerText();
  return {
    page,
    relay,
    find,
    text,
    async say(words) {
      await find('editor.composer.input').locator('textarea').or(find('editor.composer.input')).last().fill(words);
      await find('editor.composer.send').click();
    },
    async open(name, params = {}) {
      await page.goto(`${relay.url}#/pages/${name}/index?${new URLSearchParams(params)}`);
    },
    async pick(files) {
      await page.goto(relay.url);
      // Early: the browser is told to hand the chooser over, and a tap must not outrun that.
      const chosen = page.waitForEvent('filechooser');
      await find('home.pick').click();
      await find('privacy.agree').click();
      await (await chosen).setFiles(files);
      await find('editor.composer.input').waitFor();
    },
    posts: (pattern) => relay.calls.filter(({ method, path: where }) => method === 'POST' && pattern.test(where)),
    async end() {
      const words = await text().catch(() => '');
      await context.close();
      await relay.close();
      expect(problems).toEqual([]);
      expectPlainWords(words);
    },
  };
}

/** G15, asked of every screen on which a test ends. */
export function expectPlainWords(words: string): void {
  expect(words.match(TECHNICAL)?.[0]).toBeUndefined();
}

/** Files of these names and size; what is in them nobody reads. */
export async function makeFiles(names: string[], sizeBytes = 200_000): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'saycut-files-'));
  const files = names.map((name) => path.join(folder, name));
  await Promise.all(files.map((file) => writeFile(file, Buffer.alloc(sizeBytes))));
  return files;
}

/** A project as it stands after its files arrived, so that a test begins in the editor. */
export function addReadyProject({ world }: ScriptedRelay, { title = '海边的周末', isDressed = false } = {}): ProjectDetail {
  const detail = world.addProject(title);
  for (const name of ['sea.mp4', 'city.mp4', 'dusk.mp4']) world.addClip(detail, { name, sizeBytes: 12_000_000 });
  if (isDressed) world.addVersion(detail, { version: 2, timeline: dressed(timelineOf([9_000, 7_000, 8_000])) });
  return detail;
}

export const readId = ({ project }: ProjectDetail): { id: string } => ({ id: project.id });

/** Patience of a test with a busy machine, where the goal itself is no matter of time. */
export const SOON = { timeout: 60_000 };

/** The value below which this share of all values lies. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** The quickest of a few rounds in this page, in ms of the machine that the goals were set on. */
export const quickestIn = (page: Page, limitMs: number, measure: () => Promise<number>): Promise<number> =>
  quickest(limitMs, measure, () => page.evaluate(work));

/** One line per goal, for whoever reads the log. */
export const report = (line: string): void => console.log(line);
