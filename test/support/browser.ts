import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** A phone: the size the mockups are drawn for. */
export const PHONE = {
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
} as const;

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The packaged browser brings Latin fonts only: fontconfig is pointed at Noto Sans SC from npm. */
function fontConfig(): string {
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const folder = join(tmpdir(), 'saycut-fonts');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'fonts.conf');
  const alias = (family: string) => `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`;
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><dir>${join(tmpdir(), 'fonts')}</dir><cachedir>${folder}</cachedir>${alias('sans-serif')}${alias('system-ui')}</fontconfig>`,
  );
  return file;
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
  const chosen =
    process.env.CHROME_PATH ??
    (process.platform === 'linux' && process.arch === 'x64' ? undefined : installed.find((path) => existsSync(path)));
  if (chosen !== undefined) return chromium.launch({ executablePath: chosen, args: flags });
  const { default: packaged } = await import('@sparticuz/chromium');
  const executablePath = await packaged.executablePath();
  /** Made for a function that opens one page: in a single process, closing a page ends the browser. */
  const args = packaged.args.filter((arg) => !['--single-process', '--no-zygote'].includes(arg));
  return chromium.launch({ executablePath, args: [...args, ...flags], env: { ...process.env, FONTCONFIG_FILE: fontConfig() } });
}
