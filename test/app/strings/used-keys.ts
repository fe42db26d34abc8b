import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const app = path.resolve(import.meta.dirname, '../../../src/app');

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'strings' ? [] : sources(full);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(full, 'utf8')] : [];
  });
}

/** Tells whether the app's code names a key: in full, or by a template such as `render.${stage}`. */
export function readUse(): (key: string) => boolean {
  const code = sources(app).join('\n');
  const templates = [...code.matchAll(/\bt\(\s*`([a-z][\w]*(?:\.[\w]+)*[._]?)\$\{[^}]+\}([\w.]*)`/gi)].map(
    ([, before = '', after = '']) => new RegExp(`^${literal(before)}\\w+${literal(after)}$`),
  );
  return (key) => code.includes(`'${key}'`) || templates.some((template) => template.test(key));
}

const literal = (text: string): string => text.replace(/\./g, '\\.');
