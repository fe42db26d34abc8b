import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const components = new URL('../../../src/app/components/', import.meta.url);

test('the styles that others build on stand in the app’s own sheet, before those of every page', () => {
  const listed = readFileSync(new URL('styles.ts', components), 'utf8');
  const sheets = ['pressable', 'primitive'].flatMap((folder) =>
    readdirSync(new URL(folder, components))
      .filter((name) => name.endsWith('.module.css'))
      .map((name) => `import './${folder}/${name}';`),
  );
  expect(sheets.filter((line) => !listed.includes(line))).toEqual([]);
  expect(readFileSync(new URL('../app.tsx', components), 'utf8')).toContain("import './components/styles.ts';");
});
