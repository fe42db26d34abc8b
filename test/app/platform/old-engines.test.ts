import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';

const source = readFileSync(path.resolve(import.meta.dirname, '../../../src/app/platform/old-engines.ts'), 'utf8');
const names = ['at', 'findLast', 'findLastIndex'] as const;

/** A realm as old as iOS 14, after the app has begun there. */
function openOldRealm(): (code: string) => unknown {
  const realm = vm.createContext({});
  for (const name of names) vm.runInContext(`delete Array.prototype.${name}`, realm);
  vm.runInContext(transformSync(source, { loader: 'ts', format: 'iife' }).code, realm);
  return (code) => vm.runInContext(code, realm);
}

describe('on an engine that lacks them', () => {
  const run = openOldRealm();

  test.each([
    '[1, 2, 3].at(-1)',
    '[1, 2, 3].at(0)',
    '[1, 2, 3].at(3)',
    '[1, 2, 3].at(-4)',
    '[].at(-1)',
    '[1, 2, 3].findLast((value) => value < 3)',
    '[1, 2, 3].findLast((value) => value > 3)',
    '[1, 2, 3].findLastIndex((value, index, all) => value < all.length && index < 2)',
    '[].findLastIndex(() => true)',
    'Object.keys([1])',
  ])('%s answers as everywhere else', (code) => {
    expect(JSON.stringify(run(code))).toBe(JSON.stringify(vm.runInNewContext(code)));
  });
});

test("an engine's own methods stay as they are", () => {
  const realm = vm.createContext({});
  const before = vm.runInContext('Array.prototype.at', realm);
  vm.runInContext(transformSync(source, { loader: 'ts', format: 'iife' }).code, realm);
  expect(vm.runInContext('Array.prototype.at', realm)).toBe(before);
});
