/** Builds what is missing: `node config/build.mjs server h5 weapp`. A build whose sources did not change is not made again. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = (name) => join(root, 'dist', name);

const app = [
  'src/app',
  'src/contract',
  'src/timeline',
  'config/index.ts',
  'config/accessible.js',
  'config/accessible.json',
  'config/accessible.runtime.mjs',
  'config/flex-gap.js',
  'package-lock.json',
  'TARO_APP_RELAY_URL',
  'TARO_APP_SIGN_IN',
];
const targets = {
  server: {
    sources: ['src/contract', 'src/timeline', 'src/relay', 'src/engine', 'src/main.ts', 'package-lock.json', 'config/build.mjs'],
    proof: 'main.js',
    make: buildServer,
  },
  h5: { sources: app, proof: 'index.html', make: () => taro('h5') },
  weapp: { sources: [...app, 'project.config.json'], proof: 'app.json', make: () => taro('weapp') },
};

/** Hash of everything the target is made from; a name that is no file stands for a variable of the environment. */
function stampOf(sources) {
  const hash = createHash('sha256');
  const add = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return hash.update(`${path}=${process.env[path] ?? ''}`);
    const isFolder = !path.split('/').at(-1).includes('.');
    if (!isFolder) return hash.update(path).update(readFileSync(full));
    for (const entry of readdirSync(full, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory()) add(`${path}/${entry.name}`);
      else hash.update(`${path}/${entry.name}`).update(readFileSync(join(full, entry.name)));
    }
    return hash;
  };
  for (const source of sources) add(source);
  return hash.digest('hex');
}

export function isBuilt(name) {
  const stamp = join(dist(name), '.stamp');
  return (
    existsSync(stamp) && existsSync(join(dist(name), targets[name].proof)) && readFileSync(stamp, 'utf8') === stampOf(targets[name].sources)
  );
}

export async function build(name) {
  if (isBuilt(name)) return;
  const stamp = stampOf(targets[name].sources);
  rmSync(join(dist(name), '.stamp'), { force: true });
  await targets[name].make();
  writeFileSync(join(dist(name), '.stamp'), stamp);
}

async function buildServer() {
  const { build: bundle } = await import('esbuild');
  rmSync(dist('server'), { recursive: true, force: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: { main: 'src/main.ts', 'ffmpeg-worker': 'src/engine/ffmpeg/worker.ts', seed: 'src/relay/store/seed.ts' },
    outdir: dist('server'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  const { buildSeed } = await import(pathToFileURL(join(dist('server'), 'seed.js')).href);
  await buildSeed(join(dist('server'), 'seed.tar.gz'));
}

/** Taro empties its output first: it gets a folder of its own, which takes the place of the old build when it is whole. */
async function taro(type) {
  const output = `dist/.next-${type}`;
  await runTaro(type, output);
  if (type === 'h5') compress(join(root, output));
  if (type === 'weapp') standAlone(join(root, output, 'project.config.json'));
  rmSync(dist(type), { recursive: true, force: true });
  renameSync(join(root, output), dist(type));
}

/** Beside each text file its gzip, which the relay sends in its place. */
function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!/\.(?:html|js|css|json|svg)$/.test(name)) continue;
    const path = join(folder, name);
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}

/** The package is a project of its own: WeChat's uploader finds no component under a root written as "./". */
function standAlone(path) {
  const project = JSON.parse(readFileSync(path, 'utf8'), (key, value) => (key === 'miniprogramRoot' ? undefined : value));
  writeFileSync(path, JSON.stringify(project, null, 2));
}

function runTaro(type, output) {
  return new Promise((resolve, reject) => {
    const lines = [];
    const child = spawn(process.execPath, [join(root, 'node_modules/@tarojs/cli/bin/taro'), 'build', '--type', type], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NODE_NO_WARNINGS: '1', SAYCUT_OUTPUT: output },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (piece) => lines.push(piece));
    child.stderr.on('data', (piece) => lines.push(piece));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0 && existsSync(join(root, output, targets[type].proof))) return resolve();
      reject(new Error(`The ${type} build failed:\n${Buffer.concat(lines).toString().slice(-4000)}`));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of process.argv.slice(2)) {
    if (!(name in targets)) throw new Error(`There is no build "${name}"; there are ${Object.keys(targets).join(', ')}.`);
    const startedAt = Date.now();
    const fresh = isBuilt(name);
    await build(name);
    console.log(fresh ? `${name}: up to date` : `${name}: built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  }
}
