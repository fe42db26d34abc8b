import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as z from '../../../src/contract/schema.ts';

/** A colour, or the name of one in theme.json. */
const Colour = z.string().regex(/^(#[0-9a-f]{6}|@\w+)$/i);
const Bar = z.union([z.enum(['black', 'white']), z.string().regex(/^@\w+$/)]);
const Milliseconds = z.number().int().positive();
const PagePath = z.string().regex(/^[\w-]+(\/[\w-]+)*$/, 'a path without slash at its ends and without extension');

/** What a page may say of its window; app.json says it for all. */
const window = {
  navigationBarBackgroundColor: Colour.optional(),
  navigationBarTextStyle: Bar.optional(),
  navigationBarTitleText: z.string().optional(),
  navigationStyle: z.enum(['default', 'custom']).optional(),
  backgroundColor: Colour.optional(),
  backgroundColorContent: Colour.optional(),
  backgroundColorTop: Colour.optional(),
  backgroundColorBottom: Colour.optional(),
  backgroundTextStyle: z.union([z.enum(['dark', 'light']), z.string().regex(/^@\w+$/)]).optional(),
  enablePullDownRefresh: z.boolean().optional(),
  onReachBottomDistance: z.number().nonnegative().optional(),
  pageOrientation: z.enum(['portrait', 'auto', 'landscape']).optional(),
  initialRenderingCache: z.enum(['static', 'dynamic']).optional(),
};

const PageJson = z.strictObject({
  ...window,
  disableScroll: z.boolean().optional(),
  usingComponents: z.record(z.string(), z.string()).optional(),
  componentPlaceholder: z.record(z.string(), z.string()).optional(),
  styleIsolation: z.enum(['isolated', 'apply-shared', 'shared', 'page-isolated', 'page-apply-shared', 'page-shared']).optional(),
  component: z.boolean().optional(),
});

const AppJson = z.strictObject({
  pages: z.array(PagePath).min(1),
  entryPagePath: PagePath.optional(),
  subPackages: z
    .array(
      z.strictObject({ root: PagePath, name: z.string().optional(), pages: z.array(PagePath).min(1), independent: z.boolean().optional() }),
    )
    .optional(),
  preloadRule: z
    .record(PagePath, z.strictObject({ network: z.enum(['all', 'wifi']).optional(), packages: z.array(z.string()) }))
    .optional(),
  window: z.strictObject(window),
  networkTimeout: z
    .strictObject({ request: Milliseconds, uploadFile: Milliseconds, downloadFile: Milliseconds, connectSocket: Milliseconds })
    .partial()
    .optional(),
  darkmode: z.boolean().optional(),
  themeLocation: z.string().optional(),
  lazyCodeLoading: z.literal('requiredComponents').optional(),
  usingComponents: z.record(z.string(), z.string()).optional(),
  supportedMaterials: z
    .array(z.strictObject({ materialType: z.string(), name: z.string().includes('$' + '{nickname}'), desc: z.string(), path: PagePath }))
    .optional(),
  requiredPrivateInfos: z.array(z.string()).optional(),
  debug: z.boolean().optional(),
  style: z.literal('v2').optional(),
  sitemapLocation: z.string().optional(),
});
type AppJson = z.infer<typeof AppJson>;

const readJson = (folder: string, file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

const readAppJson = (folder: string): AppJson => readJson(folder, 'app.json') as AppJson;

/** Every page, those of sub-packages too. */
export function readRoutes(folder: string): string[] {
  if (!existsSync(path.join(folder, 'app.json'))) return [];
  const { pages, subPackages = [] } = readAppJson(folder);
  return [...pages, ...subPackages.flatMap(({ root, pages: inside }) => inside.map((page) => `${root}/${page}`))];
}

/** What WeChat's uploader would refuse in app.json, theme.json and the pages' own files. */
export function findFaults(folder: string): string[] {
  const faults: string[] = [];
  const app = AppJson.safeParse(readJson(folder, 'app.json'));
  if (!app.success) return app.error.issues.map(({ path: where, message }) => `app.json ${where.join('.')}: ${message}`);
  const routes = readRoutes(folder);
  for (const page of routes.filter((each, index) => routes.indexOf(each) !== index)) faults.push(`app.json names ${page} twice`);
  for (const { root } of app.data.subPackages ?? []) {
    for (const page of app.data.pages)
      if (page.startsWith(`${root}/`)) faults.push(`${page} of the main package lies in the sub-package ${root}`);
  }
  for (const { path: page } of app.data.supportedMaterials ?? [])
    if (!routes.includes(page)) faults.push(`supportedMaterials opens ${page}, which is no page`);
  faults.push(...findThemeFaults(folder, app.data), ...routes.flatMap((route) => findPageFaults(folder, route)));
  return faults;
}

function findPageFaults(folder: string, route: string): string[] {
  const missing = ['.js', '.json', '.wxml', '.wxss'].filter((extension) => !existsSync(path.join(folder, route + extension)));
  if (missing.includes('.json')) return [`${route}.json is missing`];
  const page = PageJson.safeParse(readJson(folder, `${route}.json`));
  if (!page.success) return page.error.issues.map(({ path: where, message }) => `${route}.json ${where.join('.')}: ${message}`);
  const components = Object.values(page.data.usingComponents ?? {}).map((address) =>
    new URL(address, `http://app/${route}`).pathname.slice(1),
  );
  return [
    ...missing.map((extension) => `${route}${extension} is missing`),
    ...components
      .filter((component) => !existsSync(path.join(folder, `${component}.js`)))
      .map((component) => `${route} uses ${component}, which is missing`),
  ];
}

/** Every `@name` must be a colour in both themes. */
function findThemeFaults(folder: string, app: AppJson): string[] {
  const names = [...JSON.stringify(app.window).matchAll(/"@(\w+)"/g)].map(([, name = '']) => name);
  if (names.length === 0) return [];
  if (!app.darkmode || app.themeLocation === undefined) return ['app.json uses names of a theme without darkmode and themeLocation'];
  const theme = z
    .object({ light: z.record(z.string(), z.string()), dark: z.record(z.string(), z.string()) })
    .safeParse(readJson(folder, app.themeLocation));
  if (!theme.success) return ['theme.json lacks light or dark'];
  const { light, dark } = theme.data;
  return names.filter((name) => light[name] === undefined || dark[name] === undefined).map((name) => `theme.json lacks ${name} in a theme`);
}

/** Bytes of the whole, and of what every start loads. Left out: what the uploader leaves out. */
export function weighPackage(folder: string): { mainBytes: number; wholeBytes: number; largest: { file: string; bytes: number }[] } {
  const roots = (readAppJson(folder).subPackages ?? []).map(({ root }) => `${root}/`);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !/^(\.stamp|project\.config\.json)$|\.(map|txt)$/.test(file) && statSync(path.join(folder, file)).isFile())
    .map((file) => ({ file, bytes: statSync(path.join(folder, file)).size }));
  const sum = (some: { bytes: number }[]): number => some.reduce((total, { bytes }) => total + bytes, 0);
  const main = files.filter(({ file }) => !roots.some((root) => file.startsWith(root)));
  return { mainBytes: sum(main), wholeBytes: sum(files), largest: files.toSorted((one, other) => other.bytes - one.bytes).slice(0, 5) };
}
