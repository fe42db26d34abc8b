import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

/** Every name that WeChat's `wx` has, from its published typings: a call of any other fails on a phone, so it fails a test. */
export function readWxNames(): string[] {
  const typings = path.dirname(createRequire(import.meta.url).resolve('miniprogram-api-typings/package.json'));
  const names = ['lib.wx.api.d.ts', 'lib.wx.cloud.d.ts'].flatMap((file) => {
    const text = readFileSync(path.join(typings, 'types/wx', file), 'utf8');
    return membersOf(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  });
  return [...new Set(names)].sort();
}

function membersOf(source: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === 'Wx') {
      for (const { name } of node.members) if (name !== undefined && ts.isIdentifier(name)) names.push(name.text);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}
