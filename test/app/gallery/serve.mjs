import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import postcss from 'postcss';
import flexGap from '../../../config/flex-gap.js';

/** The gallery on loopback, drawn with Taro's own H5 elements, so that it shows what the build will show. */
const here = new URL('.', import.meta.url).pathname;
const root = join(here, '../../..');
const elements = join(root, 'node_modules/@tarojs/components/lib/react/index.js');
const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
const faces = { 400: '400Regular', 500: '500Medium', 600: '600SemiBold', 700: '700Bold' };
const page =
  '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Gallery</title><link rel="stylesheet" href="/gallery.css"><body><div id="root"></div><script src="/gallery.js"></script>';

/** `hasGaps`: false draws as an engine that knows no `gap` of flex boxes. */
export async function serveGallery({ hasGaps = true } = {}) {
  const files = await bundleGallery(hasGaps ? [] : [withoutGaps]);
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://gallery').pathname;
    const weight = path.match(/^\/font\/(\d+)[.]ttf$/)?.[1];
    if (weight) response.setHeader('Cache-Control', 'max-age=600');
    if (weight) return response.end(await readFile(join(fonts, faces[weight], `NotoSansSC_${faces[weight]}.ttf`)));
    response.setHeader('Cache-Control', 'max-age=600');
    const file = files.get(path);
    response.setHeader('Content-Type', path.endsWith('.css') ? 'text/css' : path.endsWith('.js') ? 'text/javascript' : 'text/html');
    response.end(file ? Buffer.from(file) : page);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const source = await readFile(join(here, 'gallery.tsx'), 'utf8');
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    scenes: [...source.matchAll(/^ {2}'?(\w+)'?: \w+\.\w+/gm)].map((match) => match[1]),
    close: () => new Promise((done) => server.close(done)),
  };
}

const withoutGaps = {
  name: 'without gaps',
  setup: (on) =>
    on.onLoad({ filter: /[.]module[.]css$/ }, async ({ path }) => {
      const { css } = await postcss([flexGap({ children: ['*'], isAlways: true })]).process(await readFile(path, 'utf8'), { from: path });
      return { contents: css, loader: 'local-css' };
    }),
};

async function bundleGallery(more) {
  const bundle = await build({
    entryPoints: [join(here, 'gallery.tsx')],
    bundle: true,
    write: false,
    outdir: '/',
    format: 'iife',
    resolveExtensions: ['.h5.ts', '.tsx', '.ts', '.mjs', '.js', '.json'],
    jsx: 'automatic',
    loader: { '.jpg': 'dataurl', '.ttf': 'empty' },
    plugins: [...more, { name: 'taro', setup: (on) => on.onResolve({ filter: /^@tarojs\/components$/ }, () => ({ path: elements })) }],
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
  return new Map(bundle.outputFiles.map((file) => [file.path, file.contents]));
}
