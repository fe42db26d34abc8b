import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IProjectConfig } from '@tarojs/taro/types/compile';

const { version } = JSON.parse(readFileSync(path.resolve(__dirname, '../package.json'), 'utf8'));

const root = path.resolve(__dirname, '..');
const source = (folder: string) => path.join(root, 'src', folder);

/** What the app shares with the servers lies outside Taro's source root, so webpack must be told to translate it. */
const shared = [source('contract'), source('timeline')];

/** Settings of the build, written into the bundle; `src/app/config.ts` is the only reader. */
const env = {
  TARO_APP_RELAY_URL: JSON.stringify(process.env.TARO_APP_RELAY_URL ?? ''),
  TARO_APP_SIGN_IN: JSON.stringify(process.env.TARO_APP_SIGN_IN ?? ''),
  TARO_APP_VERSION: JSON.stringify(version),
};

const cssModules = { enable: true, config: { namingPattern: 'module' as const, generateScopedName: 'c[hash:base64:5]' } };

/** WeChat's style sheets know no `*`: the tags that stand in flex boxes are named. */
const flexGap = (children: string[]) => ({ [path.join(__dirname, 'flex-gap.js')]: { enable: true, config: { children } } });

export default async (): Promise<IProjectConfig<'webpack5'>> => ({
  projectName: 'saycut',
  sourceRoot: 'src/app',
  outputRoot: process.env.SAYCUT_OUTPUT ?? `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  plugins: [path.join(__dirname, 'accessible.js')],
  env,
  mini: {
    compile: { include: shared },
    optimizeMainPackage: { enable: true },
    // Pages import the same CSS modules in different orders; each rule names its own class, so the order between modules does not matter.
    miniCssExtractPluginOption: { ignoreOrder: true },
    postcss: { cssModules, ...flexGap(['view', 'text']) },
  },
  h5: {
    compile: { include: shared },
    publicPath: './',
    router: { mode: 'hash' },
    // One design pixel is one CSS pixel at every window width: the page is a phone-wide column on a desktop.
    postcss: {
      cssModules,
      ...flexGap(['*']),
      pxtransform: { enable: true, config: { baseFontSize: 20, maxRootSize: 20, minRootSize: 20 } },
    },
  },
});
