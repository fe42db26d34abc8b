import ts from 'typescript';

/**
 * Names that a script uses and nobody in it defines, which must then be globals. Left out are those it asks for with `typeof` first:
 * such code can do without.
 */
export function readFreeNames(code: string): string[] {
  const file = ts.createSourceFile('script.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const options: ts.CompilerOptions = { allowJs: true, noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram(['script.js'], options, {
    ...host,
    getSourceFile: (name) => (name === 'script.js' ? file : undefined),
    fileExists: (name) => name === 'script.js',
    readFile: () => code,
    writeFile: () => undefined,
  });
  const checker = program.getTypeChecker();
  const free = new Set<string>();
  const asked = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isUse(node) && isUnknown(checker, node))
      (ts.isTypeOfExpression(node.parent) ? asked : free).add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...free].filter((name) => !asked.has(name)).sort();
}

const isUnknown = (checker: ts.TypeChecker, node: ts.Identifier): boolean =>
  checker.resolveName(node.text, node, ts.SymbolFlags.Value, false) === undefined;

/** Reads a variable: not a property, a key, a label or a declaration. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  return !ts.isMethodDeclaration(parent) && !ts.isPropertyDeclaration(parent) && !ts.isAccessor(parent);
}
