import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import packaged from '@sparticuz/chromium';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

/**
 * Every visual part in every state, photographed at 375 × 812: `node test/app/gallery/shoot.mjs [scene …] [theme=dark] [fs=1.4] [width=320]`.
 * Drawn with Taro's own H5 elements, so the pictures show what the build will show. They go to test/output/gallery.
 */
const here = new URL('.', import.meta.url).pathname;
const root = join(here, '../../..');
const output = join(root, 'test/output/gallery');
const elements = join(root, 'node_modules/@tarojs/components/lib/react/index.js');
const require = createRequire(import.meta.url);

const names = process.argv.slice(2);
const settings = Object.fromEntries(names.filter((name) => name.includes('=')).map((name) => name.split('=')));
const { width = '375', height = '812', out = '', ...query } = settings;
const source = await readFile(join(here, 'gallery.tsx'), 'utf8');
const all = [...source.matchAll(/^ {2}'?(\w+)'?: (?:home|editor|rest)\./gm)].map((match) => match[1]);
const wanted = names.filter((name) => !name.includes('='));

const bundle = await build({
  entryPoints: [join(here, 'gallery.tsx')],
  bundle: true,
  write: false,
  outdir: '/',
  format: 'iife',
  jsx: 'automatic',
  loader: { '.jpg': 'dataurl', '.ttf': 'empty' },
  plugins: [{ name: 'taro', setup: (on) => on.onResolve({ filter: /^@tarojs\/components$/ }, () => ({ path: elements })) }],
  external: ['/font/*'],
  define: {
    'process.env.TARO_ENV': '"h5"',
    'process.env.TARO_PLATFORM': '"web"',
    'process.env.FRAMEWORK': '"react"',
    'process.env.NODE_ENV': '"production"',
    'process.env.SUPPORT_TARO_POLYFILL': '"disabled"',
    DEPRECATED_ADAPTER_COMPONENT: 'false',
    ENABLE_INNER_HTML: 'true',
    ENABLE_ADJACENT_HTML: 'true',
    ENABLE_SIZE_APIS: 'true',
    ENABLE_TEMPLATE_CONTENT: 'true',
    ENABLE_CLONE_NODE: 'true',
    ENABLE_CONTAINS: 'true',
    ENABLE_MUTATION_OBSERVER: 'true',
  },
  logLevel: 'error',
});
const files = new Map(bundle.outputFiles.map((file) => [file.path, file.contents]));
const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
const faces = { 400: '400Regular', 500: '500Medium', 600: '600SemiBold', 700: '700Bold' };
const page =
  '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/gallery.css"><body><div id="root"></div><script src="/gallery.js"></script>';

const server = createServer(async (request, response) => {
  const path = new URL(request.url ?? '/', 'http://gallery').pathname;
  const weight = path.match(/^\/font\/(\d+)[.]ttf$/)?.[1];
  if (weight) return response.end(await readFile(join(fonts, faces[weight], `NotoSansSC_${faces[weight]}.ttf`)));
  const file = files.get(path);
  response.setHeader('Content-Type', path.endsWith('.css') ? 'text/css' : path.endsWith('.js') ? 'text/javascript' : 'text/html');
  response.end(file ? Buffer.from(file) : page);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

await mkdir(output, { recursive: true });
const browser = await chromium.launch({
  executablePath: await packaged.executablePath(),
  args: [...packaged.args, '--no-sandbox', '--font-render-hinting=none'],
});
const context = await browser.newContext({
  viewport: { width: Number(width), height: Number(height) },
  deviceScaleFactor: 2,
  hasTouch: true,
});
const tab = await context.newPage();
tab.on('console', (message) => message.type() === 'error' && console.log(message.text()));
tab.on('pageerror', (error) => console.log(String(error)));
for (const scene of wanted.length > 0 ? wanted : all) {
  await tab.goto(`http://127.0.0.1:${server.address().port}/?${new URLSearchParams({ scene, ...query })}`);
  await tab.evaluate(() => document.fonts.ready);
  await tab.waitForTimeout(250);
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const suffix =
    Object.entries(query)
      .map(([key, value]) => `-${key}${value}`)
      .join('') +
    (width === '375' ? '' : `-${width}`) +
    out;
  await writeFile(join(output, `${scene}${suffix}.png`), await tab.screenshot());
  console.log(`${scene}${suffix}${wide > 0 ? `: ${wide} px too wide` : ''}`);
}
await browser.close();
server.close();
