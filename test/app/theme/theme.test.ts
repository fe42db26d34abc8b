import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawings, iconClass, writeIconSheet } from '../../../src/app/theme/icons.ts';

const read = (name: string): string => readFileSync(new URL(`../../../src/app/theme/${name}`, import.meta.url), 'utf8');

test('the sheet of icons is what the drawings say', () => {
  expect(read('icons.css').trim(), 'run: node test/app/gallery/write-icons.mjs').toBe(writeIconSheet().trim());
});

test('a heavier icon keeps the plain one to fall back to', () => {
  expect(iconClass('plus', 'medium')).toBe('icon-plus icon-plus-medium');
  expect(iconClass('film', 'regular')).toBe('icon-film');
});

test('no icon needs more of WeChat than a mask', () => {
  for (const { body } of Object.values(drawings)) expect(body).not.toMatch(/url|<(style|use|defs)/);
});

test('the dark of the system and the dark that was chosen are the same dark', () => {
  const tokens = read('tokens.css');
  const listOf = (start: string): string[] => {
    const from = tokens.indexOf(start);
    return [...tokens.slice(from, tokens.indexOf('}', from)).matchAll(/--[\w-]+: [^;]+/g)].map(([rule]) => rule);
  };
  const chosen = listOf('.theme-dark,');
  expect(chosen.length).toBeGreaterThan(40);
  expect(listOf('@media (prefers-color-scheme: dark) {\n  page')).toEqual(chosen);
});
