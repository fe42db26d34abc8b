import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { TURN_LIMIT_MS } from '../../src/contract/limits.ts';
import { readFreeNames } from '../support/weapp/free-names.ts';
import { findFaults, weighPackage } from '../support/weapp/package.ts';

const folder = path.resolve(import.meta.dirname, '../../dist/weapp');
const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));

/** What WeChat gives to every file beside ECMAScript's own names. */
const given = [
  'wx',
  'App',
  'Page',
  'Component',
  'Behavior',
  'getApp',
  'getCurrentPages',
  'require',
  'requirePlugin',
  'module',
  'exports',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'console',
  'arguments',
];
/** In libraries, where this app never comes: Taro on another platform, and zod's schemas for base64, which no contract uses. */
const unreached = ['tt', 'atob'];
const ecmascript = vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];

describe('the package for WeChat', () => {
  test('holds what app.json promises, in the shapes that WeChat takes', () => {
    expect(findFaults(folder)).toEqual([]);
  });

  test('stays under 900 KB in its main part and 1.5 MB as a whole', () => {
    const { mainBytes, wholeBytes, largest } = weighPackage(folder);
    console.log(
      `main ${mainBytes} bytes, whole ${wholeBytes} bytes, largest ${largest.map(({ file, bytes }) => `${file} ${bytes}`).join(', ')}`,
    );
    expect(mainBytes).toBeLessThanOrEqual(900_000);
    expect(wholeBytes).toBeLessThanOrEqual(1_500_000);
  });

  test('waits long enough for a turn, loads only what a page needs, and takes a film from a chat', () => {
    const app = JSON.parse(readFileSync(path.join(folder, 'app.json'), 'utf8')) as Record<string, unknown>;
    expect(app.networkTimeout).toMatchObject({ request: TURN_LIMIT_MS, uploadFile: TURN_LIMIT_MS, downloadFile: TURN_LIMIT_MS });
    expect(app).toMatchObject({ lazyCodeLoading: 'requiredComponents', supportedMaterials: [{ materialType: 'video/*' }] });
  });

  test("is a project of its own, in which WeChat's uploader finds every component", () => {
    const project = JSON.parse(readFileSync(path.join(folder, 'project.config.json'), 'utf8')) as Record<string, unknown>;
    expect(project).not.toHaveProperty('miniprogramRoot');
    expect(project).toMatchObject({ compileType: 'miniprogram' });
  });

  test.each(scripts)('%s starts no film and restarts no app by itself', (file) => {
    const code = readFileSync(path.join(folder, file), 'utf8');
    // A restart for an update would end an upload.
    expect(code).not.toMatch(/auto[pP]lay["']?:\s*(?:!0|true)|\.applyUpdate\(/);
  });

  test.each(scripts)('%s needs no global that a phone lacks', (file) => {
    const names = readFreeNames(readFileSync(path.join(folder, file), 'utf8'));
    expect(names.filter((name) => ![...ecmascript, ...given, ...unreached].includes(name))).toEqual([]);
  });
});
