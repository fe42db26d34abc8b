/** `npm start`: builds what is missing, then runs the server with what follows `--`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Saycut needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const { build, isBuilt, root } = await import('./build.mjs');

if (!existsSync(join(root, 'node_modules'))) {
  console.error('The packages are missing. Run `npm ci` first.');
  process.exit(1);
}

const wanted = ['server', 'h5'].filter((name) => !isBuilt(name));
if (wanted.length > 0) console.log(`Building ${wanted.join(' and ')}, once. This takes about a minute.`);
for (const name of wanted) {
  try {
    await build(name);
  } catch (cause) {
    console.error(cause.message);
    process.exit(1);
  }
}

await import(pathToFileURL(join(root, 'dist/server/main.js')).href);
