import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');

/** The program as `npm start` runs it, bundled into a folder of its own. Says where it is. */
export async function buildProgram(name: string): Promise<string> {
  // As deep as the built program stands, so that it finds the package's folder.
  const outdir = path.join(root, '.cache', name);
  await build({
    entryPoints: { main: path.join(root, 'src/main.ts') },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return path.join(outdir, 'main.mjs');
}

export type Program = {
  child: ChildProcess;
  /** What it printed and complained of so far. */
  said: () => string;
  /** The address it answers at; fails when it ends before it has one. */
  url: Promise<string>;
  /** The code that it ended with. */
  ended: Promise<number | null>;
};

/** Starts it with nothing set but these. */
export function startProgram(file: string, role: string, env: Record<string, string>): Program {
  const child = spawn(process.execPath, [file, role], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = new Promise<string>((resolve, reject) => {
    const hear = (piece: Buffer) => {
      said += piece;
      const address = /answers at (http:\S+)\n/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then((code) => reject(new Error(`the program ended with ${code}: ${said}`)));
  });
  url.catch(() => {});
  return { child, said: () => said, url, ended };
}
