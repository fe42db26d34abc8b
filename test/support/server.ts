import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
/** Patience with a start on a busy machine. */
const START_LIMIT_MS = 120_000;

export type Server = {
  url: string;
  dataDir: string;
  /** Ends as a person ends it; with `keepData`, a later start finds everything again. */
  stop(options?: { keepData?: boolean }): Promise<void>;
  /** Ends as a power cut ends it; the data stays. */
  kill(): Promise<void>;
};

/** The real relay and engine as one process of their own, on a free port and in a folder of their own. */
export async function startServer({ dataDir, env = {} }: { dataDir?: string; env?: Record<string, string> } = {}): Promise<Server> {
  await buildServer();
  const folder = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'saycut-data-')));
  const child = spawn(process.execPath, [path.join(root, 'dist/server/main.js')], {
    cwd: root,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await waitForAnswer(child);
  return {
    url,
    dataDir: folder,
    async stop({ keepData = false } = {}) {
      child.kill('SIGTERM');
      await exited;
      if (!keepData) await rm(folder, { recursive: true, force: true });
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function buildServer(): Promise<void> {
  const { build } = (await import('../../config/build.mjs' as string)) as { build: (name: 'server') => Promise<void> };
  await build('server');
}

/** Where the program answers, as soon as it has printed that. */
function waitForAnswer(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(() => fail('took too long to start'), START_LIMIT_MS);
    const fail = (what: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`The server ${what}. It printed:\n${printed}`));
    };
    const hear = (piece: Buffer): void => {
      printed += piece;
      const [, url] = / answers at (http\S+)\n/.exec(printed) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => fail(`ended with code ${code} before it answered`));
  });
}
