import { transform } from 'esbuild';
import ts from 'typescript';

/** What iOS 14.0, the oldest engine of `browserslist`, lacks of the language's library. */
const NEWER_METHODS = new Set([
  ...['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'isWellFormed', 'toWellFormed'],
  ...['hasOwn', 'groupBy', 'fromAsync', 'withResolvers', 'randomUUID', 'union', 'intersection', 'difference', 'isSubsetOf'],
]);
const NEWER_NAMES = new Set(['structuredClone', 'FinalizationRegistry', 'WeakRef', 'Segmenter', 'DurationFormat', 'SuppressedError']);

/** Whether a script is written in a syntax, regular expressions included, that these engines cannot read: they would not run one line of it. */
export async function hasNewerSyntax(code: string, engines: string[]): Promise<boolean> {
  // Both engines have these; they count as new for rare faults that no script here can meet.
  const supported = { destructuring: true, 'optional-chain': true };
  const print = (target: string | string[]) => transform(code, { target, supported, legalComments: 'none', logLevel: 'silent' });
  const [asWritten, asNeeded] = await Promise.all([print('esnext'), print(engines)]);
  return asWritten.code !== asNeeded.code;
}

/** Calls and names of the language's library that iOS 14 lacks. Left out are names the script asks for with `typeof` first. */
export function readNewerNames(code: string): string[] {
  const calls = new Set<string>();
  const names = new Set<string>();
  const asked = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { text } = node.expression.name;
      if (NEWER_METHODS.has(text)) calls.add(`.${text}()`);
    }
    if (ts.isIdentifier(node) && NEWER_NAMES.has(node.text)) (ts.isTypeOfExpression(node.parent) ? asked : names).add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('script.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS));
  return [...calls, ...[...names].filter((name) => !asked.has(name))].sort();
}
