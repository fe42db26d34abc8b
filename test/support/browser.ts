import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** A phone: the size the mockups are drawn for. */
export const PHONE = {
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
} as const;

/** Patience with a browser that starts on a busy machine. */
const START_LIMIT_MS = 120_000;

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const root = resolve(import.meta.dirname, '../..');

/** Fonts, libraries and the browser of npm, unpacked; a folder of its own for each version. */
const unpacked = join(root, '.cache', `chromium-${versionOf('@sparticuz/chromium')}`);

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string };
  return version;
}

const chosenPath = (): string | undefined =>
  process.env.CHROME_PATH ??
  (process.platform === 'linux' && process.arch === 'x64' ? undefined : installed.find((path) => existsSync(path)));

/**
 * Puts the browser of npm in place, whole. By itself it unpacks into the folder for temporary files, and takes a file that is there already for
 * a finished one: two tests at once, or a run that was broken off, would start half a browser.
 */
export async function unpackBrowser(): Promise<void> {
  if (chosenPath() !== undefined || existsSync(unpacked)) return;
  const own = `${unpacked}.${process.pid}`;
  await mkdir(own, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = own;
  const { default: packaged } = await import('@sparticuz/chromium');
  await packaged.executablePath();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  await writeFile(join(own, 'fonts.conf'), fontConfig());
  // Another run may have been quicker.
  await rename(own, unpacked).catch(() => rm(own, { recursive: true, force: true }));
}

/** The packaged browser brings Latin fonts only: fontconfig is pointed at Noto Sans SC from npm. */
function fontConfig(): string {
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const alias = (family: string) => `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`;
  const folders = [fonts, join(unpacked, 'fonts')].map((folder) => `<dir>${folder}</dir>`).join('');
  return `<?xml version="1.0"?><fontconfig>${folders}<cachedir>${join(unpacked, 'font-cache')}</cachedir>${alias('sans-serif')}${alias('system-ui')}</fontconfig>`;
}

/** A headless Chromium that plays H.264: the one from npm on Linux x64, an installed Chrome elsewhere (`CHROME_PATH` names it). */
export async function launchBrowser(): Promise<Browser> {
  const flags = [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const chosen = chosenPath();
  if (chosen !== undefined) return chromium.launch({ executablePath: chosen, args: flags, timeout: START_LIMIT_MS });
  await unpackBrowser();
  const { default: packaged } = await import('@sparticuz/chromium');
  /** Made for a function that opens one page: in a single process, closing a page ends the browser. */
  const args = packaged.args.filter((arg) => !['--single-process', '--no-zygote'].includes(arg));
  return chromium.launch({
    executablePath: join(unpacked, 'chromium'),
    args: [...args, ...flags],
    env: { ...process.env, FONTCONFIG_FILE: join(unpacked, 'fonts.conf') },
    timeout: START_LIMIT_MS,
  });
}
