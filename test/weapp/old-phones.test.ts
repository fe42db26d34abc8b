import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasNewerSyntax, readNewerNames } from '../support/newer-than.ts';

/** As in package.json's `browserslist`: with an older one the app does not promise to run. */
const { browserslist } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  browserslist: string[];
};
const engines = browserslist.map((each) => each.replace(' >= ', ''));

/** What src/app/platform/old-engines.ts fills in. */
const filledIn = ['.at()', '.findLast()', '.findLastIndex()'];

const builds = ['weapp', 'h5'].flatMap((build) => {
  const folder = path.resolve(import.meta.dirname, '../../dist', build);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  return files.map((file) => ({ name: `${build}/${file}`, code: readFileSync(path.join(folder, file), 'utf8') }));
});
/** Taro's `<Video>` brings a player of segmented streams, loaded for an address that ends in .m3u8. No film here does. */
const isPlayerOfSegments = (code: string): boolean => code.includes('EXT-X-');
const scripts = builds.filter(({ code }) => !isPlayerOfSegments(code));

describe(`every script of both builds, on ${engines.join(' and ')}`, () => {
  test.each(scripts)('$name is written in a syntax they can read', async ({ code }) => {
    expect(await hasNewerSyntax(code, engines)).toBe(false);
  });

  test.each(scripts)('$name calls nothing they lack', ({ code }) => {
    expect(readNewerNames(code).filter((name) => !filledIn.includes(name))).toEqual([]);
  });

  test('the reader of scripts sees what is too new', async () => {
    const newer = ['/(?<=a)b/.test(text)', '/a/d.exec(text)', 'class One { #two() {} }', 'class One { static { run() } }'];
    for (const code of newer) expect([code, await hasNewerSyntax(code, engines)]).toEqual([code, true]);
    expect(await hasNewerSyntax('const { a } = b?.c ?? {}; async () => { await a; }', engines)).toBe(false);
    expect(readNewerNames('list.at(-1); Object.hasOwn(a, b); structuredClone(a)')).toEqual(['.at()', '.hasOwn()', 'structuredClone']);
    expect(readNewerNames('typeof structuredClone === "function" && structuredClone(a)')).toEqual([]);
  });
});
