import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Locator, Page, Route } from 'playwright-core';
import { launchBrowser, PHONE } from '../browser.ts';
import { compileWeapp } from './glass-easel/compile.ts';
import type { Host } from './glass-easel/host.ts';
import type { Saycut, Start } from './glass-easel/page.ts';
import { createOutside, type NodeOutside } from './outside.ts';
import { HOME_BAR_PX, STATUS_BAR_PX } from './phone/device.ts';
import type { Call, PhoneFile } from './phone/outside.ts';
import type { Phone, PhoneSettings } from './phone.ts';
import type { SetData } from './set-data.ts';
import { selectorOf } from './taro-tree.ts';
import { readWxNames } from './wx-names.ts';

const ORIGIN = 'http://phone.test';
const EMPTY_PAGE =
  '<!doctype html><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><body><div id="stage" style="min-height:100%"></div>';

declare global {
  interface Window {
    saycut: Saycut & { host: Host };
  }
}

export type WeappInBrowser = {
  page: Page;
  outside: NodeOutside;
  /** Runs in the page, beside the app: reads or changes the phone. */
  phone<Value, Result>(act: (phone: Phone, value: Value) => Result, value?: Value): Promise<Result>;
  problems(): Promise<string[]>;
  updates(): Promise<SetData[]>;
  /** Data attributes of a node; `undefined` while it is not there. */
  dataOf(testId: string): Promise<Record<string, unknown> | undefined>;
  testIds(): Promise<string[]>;
  /** Waits for a node. */
  find(testId: string, timeoutMs?: number): Promise<Locator>;
  waitUntilEnabled(testId: string, timeoutMs?: number): Promise<void>;
  waitUntilGone(testId: string, timeoutMs?: number): Promise<void>;
  tap(testId: string): Promise<void>;
  type(testId: string, text: string): Promise<void>;
  text(): Promise<string>;
  /** What the next picker opened gives. */
  willPick(...files: PhoneFile[]): Promise<void>;
  /** Waits until no update came for a while. */
  settle(quietMs?: number): Promise<void>;
  screenshot(name: string): Promise<void>;
  /** What an app that was killed finds again. */
  storage(): Promise<[string, string][]>;
  back(): Promise<void>;
  /** The person leaves WeChat, for less than five seconds or for more. */
  leave(away: { isLong: boolean }): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
};

export type Opening = {
  folder: string;
  relayUrl: string;
  browser?: Browser;
  settings?: Omit<PhoneSettings, 'storage'>;
  /** Kept from an earlier start of the app. */
  storage?: [string, string][];
  first?: string;
};

/** Opens the built mini program on WeChat's new engine in headless Chromium, with layout, on a phone with the real network of Node. */
export async function openOnGlassEasel({
  folder,
  relayUrl,
  browser,
  settings = {},
  storage = [],
  first,
}: Opening): Promise<WeappInBrowser> {
  const width = settings.widthPx ?? PHONE.viewport.width;
  const height = settings.heightPx ?? PHONE.viewport.height;
  const bundle = compileWeapp(folder, { widthPx: width });
  host ??= bundleHost();
  const script = await host;
  const used = browser ?? (await launchBrowser());
  const context = await used.newContext({ ...PHONE, viewport: { width, height }, colorScheme: settings.theme ?? 'light' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: STATUS_BAR_PX, bottom: HOME_BAR_PX } });
  const outside = createOutside({ relayUrl });
  await connect(page, outside);
  await context.route('**/*', (route) => answer(route, { folder, outside }));
  await page.goto(`${ORIGIN}/`);
  await page.addScriptTag({ content: script });
  const start: Start = {
    bundle,
    names: readWxNames(),
    settings: { ...settings, widthPx: width, heightPx: height },
    storage,
    ...(first === undefined ? {} : { first }),
  };
  await page.evaluate((given) => window.saycut.start(given), start);
  const app = drive(page, outside);
  return {
    ...app,
    async close() {
      // What the page still asks for is answered by nobody any more.
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
      if (browser === undefined) await used.close();
      await outside.close();
    },
  };
}

/** Patience with a busy machine. */
const PATIENCE_MS = 90_000;

let host: Promise<string> | undefined;

/** The page's side, as one script. */
async function bundleHost(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'glass-easel/page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

/** Network and files are Node's: a page may not call loopback addresses, a phone may. */
async function connect(page: Page, outside: NodeOutside): Promise<void> {
  const aborts = new Map<number, () => void>();
  await page.exposeFunction('outsideStart', (id: number, call: Call) => {
    const stop = outside.start(call, (happening) => {
      page.evaluate(([to, what]) => window.saycut.hear(to, what), [id, happening] as const).catch(() => stop?.());
    });
    aborts.set(id, stop);
  });
  await page.exposeFunction('outsideAbort', (id: number) => void aborts.get(id)?.());
  await page.exposeFunction('outsideRead', outside.readFile);
  await page.exposeFunction('outsideRemove', (file: string) => void outside.removeFile(file));
}

/** Serves the page: the app's own files, files on the phone, and what the app shows from elsewhere. */
async function answer(route: Route, { folder, outside }: { folder: string; outside: NodeOutside }): Promise<void> {
  const url = new URL(route.request().url());
  if (url.pathname === '/' && url.origin === ORIGIN) return route.fulfill({ contentType: 'text/html', body: EMPTY_PAGE });
  if (url.pathname === '/phone-file') return fulfillFile(route, outside.realPathOf(url.searchParams.get('path') ?? ''));
  if (url.pathname === '/elsewhere') return fetchElsewhere(route, outside.rewrite(url.searchParams.get('url') ?? ''));
  if (url.origin !== ORIGIN) return fetchElsewhere(route, outside.rewrite(url.href));
  return fulfillFile(route, path.join(folder, url.pathname));
}

/** Whole, or the range that a player asks for. */
async function fulfillFile(route: Route, file: string | undefined): Promise<void> {
  try {
    const bytes = readFileSync(file ?? '');
    const [, from] = /bytes=(\d+)-/.exec(route.request().headers().range ?? '') ?? [];
    const contentType = file?.endsWith('.mp4') ? 'video/mp4' : undefined;
    const common = contentType === undefined ? {} : { contentType };
    if (from === undefined) return await route.fulfill({ ...common, body: bytes, headers: { 'accept-ranges': 'bytes' } });
    const headers = {
      'accept-ranges': 'bytes',
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      'content-type': contentType ?? '',
    };
    return await route.fulfill({ status: 206, headers, body: bytes.subarray(Number(from)) });
  } catch {
    return route.fulfill({ status: 404, body: '' });
  }
}

async function fetchElsewhere(route: Route, url: string): Promise<void> {
  try {
    const { range } = route.request().headers();
    const reply = await fetch(url, range === undefined ? {} : { headers: { range } });
    const headers = Object.fromEntries(
      [...reply.headers].filter(([name]) => !/^(content-encoding|transfer-encoding|content-length)$/.test(name)),
    );
    await route.fulfill({ status: reply.status, headers, body: Buffer.from(await reply.arrayBuffer()) });
  } catch {
    await route.abort().catch(() => undefined);
  }
}

function drive(page: Page, outside: NodeOutside): Omit<WeappInBrowser, 'close'> {
  const updates = (): Promise<SetData[]> => page.evaluate(() => window.saycut.host.updates);
  const locate = async (testId: string): Promise<Locator> => {
    const found = await page.evaluate((name) => window.saycut.host.find(name)?.id, testId);
    return page.locator(selectorOf(String(found))).first();
  };

  async function find(testId: string, timeoutMs = PATIENCE_MS): Promise<Locator> {
    try {
      await page.waitForFunction((name) => window.saycut.host.find(name) !== undefined, testId, { timeout: timeoutMs, polling: 50 });
    } catch (cause) {
      const seen = await page.evaluate(() => window.saycut.host.tree.testIds(window.saycut.host.router.current().instance));
      const problems = await page.evaluate(() => window.saycut.host.phone.problems);
      throw new Error(
        `No "${testId}" after ${timeoutMs} ms. There are ${seen.join(', ') || 'none'}. Problems: ${problems.join('\n') || 'none'}.`,
        { cause },
      );
    }
    return locate(testId);
  }

  async function settle(quietMs = 80): Promise<void> {
    for (let before = -1, now = (await updates()).length; before !== now; now = (await updates()).length) {
      before = now;
      await page.waitForTimeout(quietMs);
    }
  }

  return {
    page,
    outside,
    phone: (act, value) => page.evaluate(`(${act.toString()})(window.saycut.host.phone, ${JSON.stringify(value ?? null)})`),
    problems: () => page.evaluate(() => window.saycut.host.phone.problems),
    updates,
    dataOf: (testId) => page.evaluate((name) => window.saycut.host.find(name)?.dataset, testId),
    testIds: () => page.evaluate(() => window.saycut.host.tree.testIds(window.saycut.host.router.current().instance)),
    find,
    async waitUntilEnabled(testId, timeoutMs = PATIENCE_MS) {
      const node = await find(testId, timeoutMs);
      await node.and(page.locator(':not([aria-disabled="true"])')).waitFor({ timeout: timeoutMs });
    },
    async waitUntilGone(testId, timeoutMs = PATIENCE_MS) {
      await page.waitForFunction((name) => window.saycut.host.find(name) === undefined, testId, { timeout: timeoutMs, polling: 50 });
    },
    async tap(testId) {
      await (await find(testId)).tap();
      await settle();
    },
    async type(testId, text) {
      const field = (await find(testId)).locator('input, textarea');
      await field.fill(text);
      await settle();
    },
    text: () => page.evaluate(() => document.getElementById('stage')?.innerText ?? ''),
    async willPick(...files) {
      await page.evaluate((picked) => void window.saycut.host.phone.media.picks.push(picked), files);
    },
    settle,
    async screenshot(name) {
      const folder = path.resolve(import.meta.dirname, '../../output');
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
    storage: () => page.evaluate(() => [...window.saycut.host.phone.storage]),
    async back() {
      await page.evaluate(() => window.saycut.host.router.back());
      await settle();
    },
    leave: (away) => page.evaluate((how) => window.saycut.host.router.leave(how), away),
    async comeBack() {
      await page.evaluate(() => window.saycut.host.router.comeBack());
      await settle();
    },
  };
}
