import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { TmplGroup } from 'glass-easel-template-compiler';
import { makeCompilersRunnable } from '../compilers.ts';
import { readRoutes } from '../package.ts';

/** The built mini program, compiled, as JSON that a browser page can take. */
export type Bundle = {
  routes: string[];
  /** Code of a function that gives every template by its path. */
  templates: string;
  styles: Record<string, string>;
  scripts: Record<string, string>;
  configs: Record<string, { usingComponents?: Record<string, string>; navigationBarTitleText?: string }>;
  /** Attributes that the templates set, by tag. */
  attributes: Record<string, string[]>;
  /** What ECMAScript itself defines: the only globals that the app's code gets. */
  globals: string[];
  problems: string[];
};

const compiled = new Map<string, Bundle>();

/** Compiles with WeChat's own compilers, once for each width: glass-easel's for templates, `wcsc` for styles. */
export function compileWeapp(folder: string, { widthPx }: { widthPx: number }): Bundle {
  const key = `${folder} ${widthPx}`;
  const bundle = compiled.get(key) ?? compile(folder, widthPx);
  compiled.set(key, bundle);
  return bundle;
}

function compile(folder: string, widthPx: number): Bundle {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.split(path.sep).join('/'));
  const problems: string[] = [];
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  const ending = (extension: string): string[] => files.filter((file) => file.endsWith(extension));
  return {
    routes: readRoutes(folder),
    templates: compileTemplates({ templates: ending('.wxml'), scripts: ending('.wxs'), read, problems }),
    styles: compileStyles({ folder, styles: ending('.wxss'), widthPx, problems }),
    scripts: Object.fromEntries(ending('.js').map((file) => [file, read(file)])),
    configs: Object.fromEntries(ending('.json').map((file) => [file.slice(0, -'.json'.length), JSON.parse(read(file)) as object])),
    attributes: readAttributes(ending('.wxml').map(read)),
    globals: vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[],
    problems,
  };
}

type Templates = { templates: string[]; scripts: string[]; read: (file: string) => string; problems: string[] };
type Finding = { level: number; message: string; start_line?: number };

function compileTemplates({ templates, scripts, read, problems }: Templates): string {
  const group = new TmplGroup();
  for (const file of templates) {
    const findings = (group.addTmpl(file.slice(0, -'.wxml'.length), read(file)) ?? []) as Finding[];
    for (const { message, start_line } of findings) problems.push(`${file}:${start_line ?? '?'}: ${message}`);
  }
  for (const file of scripts) group.addScript(file.slice(0, -'.wxs'.length), read(file));
  const code = group.getTmplGenObjectGroups();
  group.free();
  return code;
}

type Styles = { folder: string; styles: string[]; widthPx: number; problems: string[] };

function compileStyles({ folder, styles, widthPx, problems }: Styles): Record<string, string> {
  const compiler = path.join(makeCompilersRunnable(), 'wcsc');
  const compiled: Record<string, string> = {};
  for (const file of styles) {
    const { status, stdout, stderr } = spawnSync(compiler, ['-lc', file, ...styles.filter((other) => other !== file)], {
      cwd: folder,
      maxBuffer: 1 << 28,
      encoding: 'utf8',
    });
    if (status !== 0) problems.push(`${file}: ${stderr || stdout}`);
    else
      compiled[file.slice(0, -'.wxss'.length)] = stdout.replace(/%%\?(-?[\d.]+)rpx\?%%/g, (_, rpx: string) =>
        pixelsOf(Number(rpx), widthPx),
      );
  }
  return compiled;
}

/** Rounds as `wcsc` does for a phone: down, but never to nothing. */
function pixelsOf(rpx: number, widthPx: number): string {
  if (rpx === 0) return '0px';
  return `${Math.floor((rpx / 750) * widthPx + 1e-4) || 1}px`;
}

/** Not attributes of the element: events, control, and what every node has. */
const otherwise = /^(bind|catch|wx:|data-|mark:|id$|class$|style$|slot$|is$)/;

function readAttributes(templates: string[]): Record<string, string[]> {
  const found: Record<string, Set<string>> = {};
  for (const text of templates) {
    for (const [, tag = '', inside = ''] of text.matchAll(/<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)) {
      found[tag] ??= new Set();
      for (const [, name = ''] of inside.matchAll(/\s([\w:-]+)(?==|\s|$)/g)) if (!otherwise.test(name)) found[tag].add(name);
    }
  }
  return Object.fromEntries(Object.entries(found).map(([tag, names]) => [tag, [...names]]));
}
