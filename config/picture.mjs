/** Draws who imports whom, from the code, into README between its marks. With `--check` it only says whether the picture is true. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { root } from './build.mjs';

const rules = createRequire(import.meta.url)('./dependencies.cjs');

/** `src/app/pages/home/home.tsx` → `app/pages`; other programs are one box each. */
function boxOf(path) {
  const [, program, part] = path.replace(/\.tsx?$/, '').split('/');
  if (program !== 'app') return program;
  return ['pages', 'more', 'journeys', 'components', 'strings', 'platform', 'theme'].includes(part) ? `app/${part}` : 'app';
}

async function arrows() {
  process.chdir(root);
  const { output } = await cruise(['src'], { ...rules.options, ruleSet: undefined, outputType: undefined });
  const found = new Set();
  for (const file of output.modules) {
    if (!file.source.startsWith('src/')) continue;
    for (const { resolved } of file.dependencies) {
      if (!resolved.startsWith('src/')) continue;
      const [from, to] = [boxOf(file.source), boxOf(resolved)];
      if (from !== to) found.add(`  ${from.replace('/', '_')}["${from}"] --> ${to.replace('/', '_')}["${to}"]`);
    }
  }
  return [...found].sort();
}

const marks = ['<!-- layers -->', '<!-- /layers -->'];
const readme = join(root, 'README.md');
const before = readFileSync(readme, 'utf8');
const [start, end] = marks.map((mark) => before.indexOf(mark));
if (start < 0 || end < 0) throw new Error('README.md has lost the marks of the layer picture.');
const picture = `${marks[0]}\n\`\`\`mermaid\nflowchart TD\n${(await arrows()).join('\n')}\n\`\`\`\n`;
const after = before.slice(0, start) + picture + before.slice(end);

if (!process.argv.includes('--check')) writeFileSync(readme, after);
else if (after !== before) {
  console.error('README.md shows layers that the code no longer has. Draw them again: node config/picture.mjs');
  process.exit(1);
}
