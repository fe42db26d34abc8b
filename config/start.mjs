/** `npm start`: builds what is missing, then runs the server with what follows `--`. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
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

/** Stands at the address until the page is built, and looks for it. */
const waitingPage = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>说剪 Saycut</title>
<body style="font:16px/1.6 system-ui;display:grid;place-content:center;height:90vh;text-align:center;background:#F3F4F1;color:#14181A">
<p>页面正在准备，大约一分钟，好了会自动打开。<br>The page is being built. It opens by itself in about a minute.</p>
<script>setInterval(async () => {
  const reply = await fetch('./', { cache: 'no-store' });
  if (reply.ok && !(await reply.text()).includes('setInterval')) location.reload();
}, 2000)</script>`;

async function buildOrStop(name) {
  try {
    await build(name);
  } catch (cause) {
    console.error(cause.message);
    process.exit(1);
  }
}

const words = process.argv.slice(2);
const needsPage = !words.some((word) => ['engine', '--help', '-h'].includes(word)) && !isBuilt('h5');
if (needsPage) {
  mkdirSync(join(root, 'dist/h5'), { recursive: true });
  writeFileSync(join(root, 'dist/h5/index.html'), waitingPage);
}
await buildOrStop('server');
await import(pathToFileURL(join(root, 'dist/server/main.js')).href);
if (needsPage) {
  console.log('Building the page, once. This takes about a minute.');
  await buildOrStop('h5');
  console.log('The page is ready.');
}
